// The right side: who belongs to the server, by what they are there.

import { paint } from "../colour.js";
import { el, renew } from "../dom.js";
import { appBadge, face } from "../messages/parts.js";

const GROUPS = [
  ["owner", "Owner"],
  ["admin", "Admins"],
  ["moderator", "Moderators"],
  ["member", "Members"],
  ["app", "Apps"],
];

// Narrower, the members lie above the messages, and go when one turns back to those.
const wide = matchMedia("(min-width: 1180px)");
const narrow = matchMedia("(max-width: 1000px)");

export class Members {
  #page;
  #button;

  /** `button` shows and hides them. */
  constructor(page, button) {
    this.#page = page;
    this.#button = button;
    this.node = el("aside", { class: "members", "aria-label": "Members" });
    this.toggle(wide.matches);
    narrow.addEventListener("change", () => this.giveWay());
  }

  toggle(wanted) {
    const open = document.body.classList.toggle("members-open", wanted);
    this.#button.setAttribute("aria-pressed", String(open));
  }

  giveWay() {
    if (narrow.matches) this.toggle(false);
  }

  render() {
    const people = [...this.#page.store.people.values()];
    const groups = GROUPS.map(([title, words]) => [
      words,
      people.filter((one) => one.title === title),
    ]);
    renew(
      this.node,
      groups
        .filter(([, theirs]) => theirs.length)
        .flatMap(([words, theirs]) => [
          el("h2", { class: "small-heading", key: words }, `${words} — ${theirs.length}`),
          ...theirs.map((one) => this.#member(one)),
        ]),
    );
  }

  #member(person) {
    const open = (event) => this.#page.showPerson(person.id, event.currentTarget);
    const away = person.bot && !this.#page.store.bot;
    return el(
      "button",
      { class: away ? "member away" : "member", type: "button", onclick: open, key: person.id },
      face(person, "small"),
      paint(el("span", { class: "member-name" }, person.display_name), person.color),
      appBadge(person),
    );
  }
}
