// The last input of a command being typed: it offers the options that are left, and ends the line.

import { el } from "../dom.js";
import { readOptions } from "./offers.js";

export class MoreInput {
  #line;
  #page;

  /** `line` is the command line that it ends. */
  constructor(line, page) {
    this.#line = line;
    this.#page = page;
    this.input = el("input", {
      class: "command-more",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "send",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
    });
    this.input.onfocus = () => this.#offer();
    this.input.oninput = (event) => this.#typed(event);
    this.input.oncompositionend = (event) => this.#typed(event);
    this.input.onblur = () => line.suggestions.hide();
    this.input.onkeydown = (event) => this.#key(event);
  }

  focus() {
    this.input.focus();
  }

  /** Says how many options are left. */
  refresh() {
    const count = this.#line.left.length;
    const { name } = this.#line.command;
    this.input.placeholder = count ? `+${count} optional` : "Enter sends";
    this.input.setAttribute("aria-label", count ? `Add an option to /${name}` : `End of /${name}`);
  }

  /** "topic:" typed here goes on in that option's field, and what is no option's name in the one that takes it. */
  #typed(event) {
    this.#line.complain("");
    const { lead, values } = readOptions(this.input.value, this.#line.left);
    const named = this.#line.fill(values).at(-1);
    if (named) this.input.value = "";
    // Whoever moved now would tear a word of Japanese apart.
    const loose = lead.trim() && !event.isComposing && (named || !this.#fitting(lead).length);
    const field = loose ? this.#line.place(lead) : null;
    if (named ?? field) (named ?? field).focus();
    else this.#offer();
  }

  #fitting(text) {
    const wanted = text.trim().toLowerCase();
    return this.#line.left.filter((one) => one.name.includes(wanted));
  }

  #offer() {
    const wanted = this.input.value.trim();
    const left = this.#fitting(wanted);
    const items = left.map((one) => ({
      label: one.name,
      detail: this.#page.language.description(one),
      pick: () => this.#take(one),
    }));
    const title = left.length ? [el("b", {}, "Options")] : [];
    const note = wanted && !left.length ? "No options match" : "";
    this.#line.suggestions.show(this.input, { items, ready: Boolean(wanted), title, note });
  }

  #take(option) {
    this.input.value = "";
    this.#line.add(option).focus();
  }

  #key(event) {
    if (event.isComposing || this.#line.suggestions.key(event)) return;
    this.#line.key(event, null);
  }
}
