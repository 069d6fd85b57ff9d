// A command being typed: its name, a field for each option taken, and one input that offers the others.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { Field } from "./field.js";
import { FileField } from "./filefield.js";
import { ATTACHMENT, takes } from "./kinds.js";
import { MoreInput } from "./moreinput.js";
import { readOptions } from "./offers.js";

export class CommandLine {
  #fields = [];
  #options;
  #page;
  #composer;
  #pills = el("span", { class: "pills" });
  #problem = el("p", { class: "composer-problem", role: "alert" });

  /** `composer` shows it, sends what it holds and takes over again when it is left. */
  constructor(command, composer, page) {
    this.command = command;
    this.#composer = composer;
    this.#page = page;
    this.suggestions = composer.suggestions;
    this.#options = command.options;
    this.more = new MoreInput(this, page);
    this.leaving = el(
      "button",
      {
        class: "icon-button leave",
        type: "button",
        "aria-label": `Leave /${command.name}`,
        onclick: () => composer.leave(),
      },
      icon("close"),
    );
    this.node = el(
      "div",
      { class: "command", role: "group", "aria-label": `Command /${command.name}` },
      el("span", { class: "command-name" }, `/${command.name}`),
      this.#pills,
      this.more.input,
    );
    for (const option of this.#options.filter((one) => one.required)) this.add(option);
    this.more.refresh();
  }

  get problem() {
    return this.#problem;
  }

  /** The options that have no field yet. */
  get left() {
    return this.#options.filter((option) => !this.#fields.some((field) => field.option === option));
  }

  /** A new field for this option. */
  add(option) {
    const Kind = option.type === ATTACHMENT ? FileField : Field;
    const field = new Kind(option, this, this.#page);
    this.#fields.push(field);
    this.#pills.append(field.node);
    this.more.refresh();
    return field;
  }

  /** The options that nothing stands in, apart from this field. */
  #open(field) {
    const filled = this.#fields.filter((one) => one !== field && !one.empty);
    return this.#options.filter((option) => !filled.some((one) => one.option === option));
  }

  #field(name) {
    const known = this.#fields.find((one) => one.option.name === name);
    return known ?? this.add(this.#options.find((one) => one.name === name));
  }

  /** Fills fields in: [[option name, text]]. */
  fill(values) {
    const known = values.filter(([name]) => this.#options.some((one) => one.name === name));
    return known.map(([name, text]) => {
      const field = this.#field(name);
      field.fill(text);
      return field;
    });
  }

  /** Gives text that names no option to the first empty one that takes it, which is returned; else it stays at the end. */
  place(text) {
    const open = this.#open(null).sort((a, b) => Boolean(b.required) - Boolean(a.required));
    const taker = open.find((one) => takes(one, text, this.#page));
    this.more.input.value = taker ? "" : text.trim();
    if (!taker) return null;
    const field = this.#field(taker.name);
    field.fill(text);
    return field;
  }

  /** To the first field that wants something, else to the end. */
  focus() {
    const wanting = this.#fields.find((one) => one.empty);
    if (wanting) wanting.focus();
    else this.more.focus();
  }

  /** A field is filled: on to the next one. */
  onward() {
    this.focus();
  }

  /** "mars topic:" typed into one field goes on in another one; true where that was so. */
  distribute(field) {
    const { name } = field.option;
    const named = field.text.trimStart().toLowerCase().startsWith(`${name}:`);
    const others = this.#open(field).filter((one) => named || one !== field.option);
    const { lead, values } = readOptions(field.text, others);
    if (!values.length) return false;
    field.fill(lead.trim());
    this.fill(
      values.map(([option, text], index) => [
        option,
        index < values.length - 1 ? text.trim() : text,
      ]),
    )
      .at(-1)
      .focus();
    return true;
  }

  /** The keys that mean the same in every field; `field` is null in the last input. */
  key(event, field) {
    const { input } = field ?? this.more;
    if (event.key === "Enter") this.#composer.send();
    else if (event.key === "Escape") this.#composer.leave();
    else if (event.key === "Backspace" && !input.value) this.#back(field);
    else return;
    event.preventDefault();
  }

  #back(field) {
    const at = field ? this.#fields.indexOf(field) : this.#fields.length;
    if (at <= 0 && (!field || field.option.required || this.#fields.length === 1))
      return this.#composer.leave();
    const before = this.#fields[at - 1];
    if (field && !field.option.required) {
      this.#fields = this.#fields.filter((one) => one !== field);
      field.node.remove();
      this.more.refresh();
    }
    return (before ?? this.#fields[0]).focus();
  }

  /** {options} to send, or null where something is missing: then that field says what, and has the focus. */
  read() {
    const loose = this.more.input.value.trim();
    if (loose && !this.place(loose)) {
      this.more.focus();
      this.complain(`/${this.command.name} has no option for “${loose}”: take it out.`);
      return null;
    }
    const taken = this.#fields.filter((one) => one.option.required || !one.empty);
    const read = taken.map((field) => ({ field, ...field.read() }));
    const wrong = read.find((one) => one.problem);
    if (!wrong)
      return {
        options: Object.fromEntries(read.map(({ field, value }) => [field.option.name, value])),
      };
    wrong.field.focus();
    this.complain(`${wrong.field.option.name}: ${wrong.problem}`);
    return null;
  }

  complain(words) {
    this.#problem.textContent = words;
  }

  /** As it would be typed in one line: to be shown, and to be taken up again. */
  get line() {
    const said = this.#fields
      .filter((one) => !one.empty)
      .map((one) => `${one.option.name}:${one.text.trim()}`);
    return [`/${this.command.name}`, ...said].join(" ");
  }

  /** What the fields hold, to come back to it. */
  get kept() {
    return this.#fields
      .filter((one) => !one.empty)
      .map((one) => ({ name: one.option.name, text: one.text, choice: one.choice }));
  }

  restore(kept) {
    for (const { name, text, choice } of kept) this.#field(name).fill(text, choice);
  }

  autocomplete(field) {
    const others = this.#fields.filter((one) => one !== field && one.soFar !== undefined);
    const options = Object.fromEntries(others.map((one) => [one.option.name, one.soFar]));
    const { name } = field.option;
    return this.#page.ask("autocomplete", {
      channel: this.#page.store.here,
      name: this.command.name,
      option: name,
      typed: field.text,
      options,
    });
  }
}
