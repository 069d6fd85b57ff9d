// A line that says what is missing: the connection, or the bot.

import { el } from "../dom.js";

const PATIENCE = 400;

export class Banner {
  #page;
  #timer = 0;
  node = el("div", { class: "banner", role: "status", hidden: true });

  constructor(page) {
    this.#page = page;
  }

  render() {
    const words = this.#words();
    clearTimeout(this.#timer);
    // What lasts no longer than a blink is not worth a line.
    if (words && this.node.hidden)
      this.#timer = setTimeout(() => this.#show(this.#words()), PATIENCE);
    else this.#show(words);
  }

  #show(words) {
    if (this.node.textContent !== words) this.node.textContent = words;
    this.node.hidden = !words;
  }

  #words() {
    const { store } = this.#page;
    if (!store.you) return "Connecting…";
    if (!store.connected) return "Connection lost, trying again…";
    const { name, here } = store.guild.bot;
    if (!here) return `${name} is not in this server any more.`;
    if (store.bot !== false) return "";
    return store.botWasHere ? `${name} is away; it comes back by itself.` : `${name} is starting…`;
  }
}
