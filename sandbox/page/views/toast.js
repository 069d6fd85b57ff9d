// A sentence for a moment, below the header, where it covers nothing that one is about to use.

import { el } from "../dom.js";

const SHOWN = 6000;
const PER_LETTER = 70;

export class Toast {
  #timer = 0;
  node = el("div", { class: "toast", role: "status", hidden: true });

  say(words) {
    this.node.textContent = words;
    this.node.hidden = false;
    clearTimeout(this.#timer);
    const shown = Math.max(SHOWN, words.length * PER_LETTER);
    this.#timer = setTimeout(() => (this.node.hidden = true), shown);
  }
}
