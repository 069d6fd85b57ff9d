// A sentence for a moment, below the header, where it covers nothing that one is about to use.

import { el } from "../dom.js";

const SHOWN = 6000;

export class Toast {
  #timer = 0;
  node = el("div", { class: "toast", role: "status", hidden: true });

  say(words) {
    this.node.textContent = words;
    this.node.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.node.hidden = true), SHOWN);
  }
}
