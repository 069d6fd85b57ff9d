// The growing text field for plain messages, and its count of what is left.

import { signed } from "../discord.js";
import { el } from "../dom.js";
import { LIMIT } from "./sending.js";

const COUNT_FROM = 200;
const FORBIDDEN = "You do not have permission to send messages in this channel.";

export class TextBox {
  count = el("span", { class: "count", role: "status" });

  constructor({ typed, key, left }) {
    // By the book a textarea is no combobox, yet screen readers tell of its list only if it is one.
    this.input = el("textarea", {
      class: "composer-text",
      rows: 1,
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      enterkeyhint: "send",
      autocomplete: "off",
    });
    this.input.oninput = () => {
      this.fit();
      typed();
    };
    this.input.onkeydown = key;
    this.input.onblur = left;
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    this.input.value = text;
    this.fit();
  }

  /** Says what it is for in this channel; whether anything can be sent at all. */
  describe(channel) {
    const { send, commands } = channel.may;
    const words = send ? `Message ${signed(channel)}` : FORBIDDEN;
    this.input.placeholder = words;
    this.input.setAttribute("aria-label", send ? words : `Commands only. ${FORBIDDEN}`);
    this.input.disabled = !send && !commands.length;
    return !this.input.disabled;
  }

  focus() {
    this.input.focus();
  }

  /** As high as its text. */
  fit() {
    this.input.style.setProperty("height", "auto");
    // Nothing is measured where it is not shown.
    if (this.input.scrollHeight)
      this.input.style.setProperty("height", `${this.input.scrollHeight}px`);
    const left = LIMIT - [...this.value].length;
    this.count.textContent = left < COUNT_FROM ? String(left) : "";
    this.count.classList.toggle("over", left < 0);
  }
}
