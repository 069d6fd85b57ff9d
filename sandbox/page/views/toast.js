// A sentence for a moment, at the foot of the page.

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
