// The list above the composer: commands, choices, options. The input keeps the focus.

import { el } from "../dom.js";

const ID = "suggestions";

export class Suggestions {
  #items = [];
  #rows = [];
  #active = -1;
  #input = null;
  #list = el("div", {
    class: "suggestions-list",
    role: "listbox",
    id: ID,
    "aria-label": "Suggestions",
  });
  #title = el("div", { class: "suggestions-title" });
  #note = el("div", { class: "suggestions-note dim", role: "status" });

  constructor() {
    this.node = el(
      "div",
      { class: "suggestions", hidden: true },
      this.#title,
      this.#list,
      this.#note,
    );
    // A press on the list must not take the focus from the input.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
    this.node.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get open() {
    return !this.node.hidden;
  }

  /** The item that Enter would take. */
  get active() {
    return this.#items[this.#active] ?? null;
  }

  /**
   * Shows items for an input: {label, lang?, detail?, aside?, node?, pick()}. `ready`: the first is marked, so
   * that Enter takes it. `title` is a list of nodes or words; `note` says why there are none.
   */
  show(input, { items, ready = false, title = [], note = "" }) {
    if (this.#input !== input) this.hide();
    this.#input = input;
    this.#items = items;
    this.#rows = items.map((item, index) => this.#row(item, index));
    this.#list.replaceChildren(...this.#rows);
    this.#list.hidden = !items.length;
    this.#title.replaceChildren(...title);
    this.#note.textContent = note;
    this.node.hidden = !items.length && !title.length && !note;
    if (items.length) input.setAttribute("aria-controls", ID);
    expanded(input, items.length > 0);
    this.#mark(ready && items.length ? 0 : -1);
    this.#list.scrollTop = 0;
  }

  hide() {
    this.node.hidden = true;
    this.#items = [];
    this.#active = -1;
    expanded(this.#input, false);
    this.#input?.removeAttribute("aria-activedescendant");
    this.#input = null;
  }

  /** Arrows, Enter, Tab and Escape for the list; true where the key was the list's. */
  key(event) {
    if (!this.open || event.isComposing) return false;
    const last = this.#items.length - 1;
    if (event.key === "ArrowDown" && last >= 0)
      this.#mark(this.#active >= last ? 0 : this.#active + 1);
    else if (event.key === "ArrowUp" && last >= 0)
      this.#mark(this.#active <= 0 ? last : this.#active - 1);
    else if (event.key === "Escape") this.hide();
    else if (this.#picks(event)) this.active.pick(event.key);
    else return false;
    event.preventDefault();
    return true;
  }

  #picks(event) {
    return this.active && !event.shiftKey && (event.key === "Enter" || event.key === "Tab");
  }

  #mark(index) {
    this.#rows[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const row = this.#rows[index];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.#input.setAttribute("aria-activedescendant", row.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #row(item, index) {
    const row = el(
      "div",
      { class: "suggestion", role: "option", id: `${ID}-${index}`, "aria-selected": "false" },
      item.node,
      el("span", { class: "suggestion-label", lang: item.lang }, item.label),
      item.detail && el("span", { class: "suggestion-detail" }, item.detail),
      item.aside && el("span", { class: "suggestion-aside" }, item.aside),
    );
    // The second press of a double click was meant for what stood here before the list opened.
    row.onclick = (event) => event.detail < 2 && item.pick("click");
    return row;
  }
}

/** Only a combobox has a list to expand; a file input merely shows what it is for. */
function expanded(input, open) {
  if (input?.getAttribute("role") === "combobox")
    input.setAttribute("aria-expanded", String(open));
}
