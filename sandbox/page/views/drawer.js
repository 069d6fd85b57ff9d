// On narrow screens the channel list is a drawer: what lies under it cannot be reached meanwhile.

import { el } from "../dom.js";

const NARROW = matchMedia("(max-width: 720px)");

export class Drawer {
  #sidebar;
  #button;

  constructor(sidebar, button) {
    this.#sidebar = sidebar;
    this.#button = button;
    this.shade = el("div", { class: "shade", hidden: true, onclick: () => this.set(false) });
    NARROW.addEventListener("change", () => this.#apply(false));
    sidebar.addEventListener("keydown", (event) => event.key === "Escape" && this.set(false));
    this.#apply(false);
  }

  set(open) {
    if (!NARROW.matches || open === !this.shade.hidden) return;
    this.#apply(open);
    const here = this.#sidebar.querySelector("[aria-current]");
    if (open) (here ?? this.#sidebar.querySelector("a, button")).focus();
    else this.#button.focus();
  }

  #apply(open) {
    const isDrawer = NARROW.matches;
    document.body.classList.toggle("drawer-shown", isDrawer && open);
    this.shade.hidden = !(isDrawer && open);
    this.#sidebar.inert = isDrawer && !open;
    this.#button.setAttribute("aria-expanded", String(isDrawer && open));
    const room = document.querySelector(".room");
    if (room) room.inert = isDrawer && open;
  }
}
