// Who sits here: as whom, and in which language.

import { el, renew } from "../dom.js";
import { icon } from "../icons.js";
import { ownName } from "../language.js";
import { face } from "../messages/parts.js";

export class Me {
  #page;
  #face = el("span", { class: "me-face" });
  #people = el("select", { id: "you-are", "aria-label": "You are" });
  #languages = el("select", { id: "language", "aria-label": "Language" });

  constructor(page) {
    this.#page = page;
    this.#people.onchange = () => page.become(this.#people.value);
    this.#languages.onchange = () => page.language.choose(this.#languages.value);
    this.node = el(
      "div",
      { class: "me" },
      this.#face,
      choice("You are", this.#people),
      choice("Language", this.#languages),
    );
  }

  render() {
    const { store, language } = this.#page;
    renew(this.#face, [face(store.you)]);
    const people = [...store.people.values()].filter((one) => one.switchable);
    const options = people.map((one) =>
      el("option", { value: one.name, key: one.id }, `${one.display_name} · ${one.title}`),
    );
    renew(this.#people, options);
    this.#people.value = store.you.name;
    if (!this.#languages.length) this.#languages.append(...named(language.locales));
    this.#languages.value = language.locale;
  }
}

function choice(label, select) {
  return el(
    "label",
    { class: "me-choice", for: select.id },
    el("span", { class: "me-label" }, label),
    select,
    icon("open"),
  );
}

/** An option for each locale, in the order of their own names. */
function named(locales) {
  const all = locales.map((locale) => ({ locale, name: ownName(locale) }));
  all.sort((a, b) => a.name.localeCompare(b.name, "en"));
  return all.map(({ locale, name }) => el("option", { value: locale, lang: locale }, name));
}
