// An option that takes a file: the browser's own chooser. The file stays here until the command is sent.

import { LARGEST_FILE } from "../discord.js";
import { el } from "../dom.js";

const REQUIRED = "Choose a file.";
const TOO_LARGE = `A file may have ${LARGEST_FILE / 1024 / 1024} MB at most.`;
const FORBIDDEN = "You do not have permission to attach files here.";

let made = 0;

export class FileField {
  soFar = undefined;
  #line;
  #page;

  /** `line` is the command line that it stands in: it moves the focus and sends. */
  constructor(option, line, page) {
    made += 1;
    this.option = option;
    this.#line = line;
    this.#page = page;
    const id = `file-${made}`;
    this.problem = el("span", { class: "unseen", id: `${id}-problem` });
    const description = page.language.description(option);
    const about = el("span", { class: "unseen", id: `${id}-about` }, description);
    this.input = el("input", {
      id,
      type: "file",
      required: option.required,
      "aria-describedby": `${id}-about ${id}-problem`,
    });
    const name = el("label", { class: "pill-name", for: id }, option.name);
    this.node = el("span", { class: "pill" }, name, this.input, about, this.problem);
    this.input.onchange = () => this.#chosen();
    this.input.onkeydown = (event) => this.#key(event);
    this.input.onfocus = () => this.#describe();
    this.input.onblur = () => line.suggestions.hide();
  }

  /** The file itself: that is what is sent, and what is taken up again. */
  get choice() {
    return this.input.files[0] ?? null;
  }

  get text() {
    return this.choice?.name ?? "";
  }

  get empty() {
    return !this.choice;
  }

  /** Takes up a file that was chosen before; no text can name one. */
  fill(_text, choice = null) {
    const files = new DataTransfer();
    if (choice) files.items.add(choice);
    this.input.files = files.files;
    this.#mark("");
  }

  /** {value}, or {problem} which is then shown. */
  read() {
    const problem = this.#wrong;
    this.#mark(problem);
    return problem ? { problem } : { value: this.choice };
  }

  focus() {
    this.input.focus();
  }

  get #wrong() {
    const { store } = this.#page;
    if (!store.channels.get(store.here).may.attach) return FORBIDDEN;
    if (this.empty) return REQUIRED;
    return this.choice.size > LARGEST_FILE ? TOO_LARGE : "";
  }

  #chosen() {
    const problem = this.empty ? "" : this.#wrong;
    this.#mark(problem);
    this.#line.complain(problem && `${this.option.name}: ${problem}`);
    if (!problem && !this.empty) this.#line.onward();
  }

  #mark(problem) {
    this.problem.textContent = problem;
    if (problem) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  #key(event) {
    // Both open the chooser.
    if (event.key === "Enter" || event.key === " ") return;
    if (this.empty || !["Backspace", "Delete"].includes(event.key)) {
      this.#line.key(event, this);
      return;
    }
    event.preventDefault();
    this.fill("");
    this.#line.complain("");
  }

  #describe() {
    const title = [el("b", {}, this.option.name), " ", this.#page.language.description(this.option)];
    this.#line.suggestions.show(this.input, { items: [], title });
  }
}
