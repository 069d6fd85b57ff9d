// One option of a command being typed: a labelled input with its suggestions.

import { el } from "../dom.js";
import { fitting, kindOf } from "./kinds.js";

const DEBOUNCE = 150;

let made = 0;

export class Field {
  choice = null;
  #line;
  #kind;
  #asked = 0;
  #timer = 0;
  #choices = null;

  /** `line` is the command line that it stands in: it moves the focus and sends. */
  constructor(option, line, page) {
    made += 1;
    this.option = option;
    this.#line = line;
    this.page = page;
    this.#kind = kindOf(option, page);
    const id = `option-${made}`;
    this.problem = el("span", { class: "unseen", id: `${id}-problem` });
    this.input = el("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      size: 4,
      enterkeyhint: "send",
      "aria-label": option.name,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-required": option.required && "true",
      "aria-describedby": `${id}-problem`,
    });
    const name = el("label", { class: "pill-name", for: id }, option.name);
    this.node = el("span", { class: "pill" }, name, this.input, this.problem);
    this.input.oninput = () => this.#typed();
    this.input.onfocus = () => this.suggest(true);
    this.input.onblur = () => this.#left();
    this.input.onkeydown = (event) => this.#key(event);
  }

  get text() {
    return this.input.value;
  }

  get empty() {
    return !this.input.value.trim();
  }

  /** Fills it in; what was typed stays free text until a choice is taken. */
  fill(text, choice = null) {
    this.input.value = choice ? choice.label : text;
    this.choice = choice;
    this.#grow();
    this.#clear();
  }

  /** {value}, or {problem} which is then shown. */
  read() {
    const read = this.#kind.read(this.text, this.choice);
    if (read.problem) this.#mark(read.problem);
    return read;
  }

  /** The value so far, for the bot's suggestions to other options; undefined where it is none. */
  get soFar() {
    return this.empty ? undefined : this.#kind.read(this.text, this.choice).value;
  }

  focus() {
    this.input.focus();
    this.input.setSelectionRange(this.text.length, this.text.length);
  }

  #typed() {
    this.choice = null;
    this.#clear();
    if (this.#line.distribute(this)) return;
    this.#grow();
    this.suggest(false);
  }

  #grow() {
    // Counted, not measured: enough for an input that scrolls.
    this.input.size = Math.max(4, Math.min([...this.text].length + 1, 40));
  }

  #clear() {
    this.input.removeAttribute("aria-invalid");
    this.problem.textContent = "";
    this.#line.complain("");
  }

  #mark(words) {
    this.input.setAttribute("aria-invalid", "true");
    this.problem.textContent = words;
  }

  #left() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#line.suggestions.hide();
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#line.suggestions.key(event)) return;
    this.#line.key(event, this);
  }

  /** Shows what can be taken; `atOnce`: the bot is asked without waiting for the next key. */
  suggest(atOnce) {
    if (this.#kind.all)
      return this.#show(fitting(this.#kind.all(), this.choice ? "" : this.text), true);
    if (!this.#kind.remote) return this.#show([], false);
    clearTimeout(this.#timer);
    this.#asked += 1;
    const asked = this.#asked;
    if (atOnce || !this.#choices)
      this.#show(this.#choices ?? [], false, this.#choices ? "" : "Loading options…");
    this.#timer = setTimeout(() => this.#ask(asked), atOnce ? 0 : DEBOUNCE);
    return undefined;
  }

  async #ask(asked) {
    let note = "";
    try {
      const done = await this.#line.autocomplete(this);
      if (asked !== this.#asked) return;
      this.#choices = done.choices.map((one) => ({ label: one.name, value: one.value }));
      note = this.#choices.length ? "" : "No options match";
    } catch {
      if (asked !== this.#asked) return;
      this.#choices = [];
      note = "Loading options failed";
    }
    this.#show(this.#choices, false, note);
  }

  #show(choices, ready, note = "") {
    const empty = this.#kind.all && !choices.length ? "No options match" : note;
    const items = choices.map((one) => ({ ...one, pick: () => this.#take(one) }));
    const title = [el("b", {}, this.option.name), " ", this.page.language.description(this.option)];
    this.#line.suggestions.show(this.input, {
      items,
      ready: ready && this.#unfinished,
      title,
      note: empty,
    });
  }

  /** Whether Enter should take the first of the list: not where nothing is typed, or all of a name. */
  get #unfinished() {
    if (this.choice) return false;
    return this.empty ? Boolean(this.option.required) : this.soFar === undefined;
  }

  #take(choice) {
    this.fill("", choice);
    this.#line.onward(this);
  }
}
