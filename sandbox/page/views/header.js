// The bar above a channel: what it is, and its pins, threads and people.

import { el, renew } from "../dom.js";
import { isThread, kind } from "../discord.js";
import { icon } from "../icons.js";
import { inline } from "../inline.js";
import { route } from "../mentions.js";
import { openPins, openThreads } from "./panels.js";
import { openTrials, trials } from "./trials.js";

export class Header {
  #page;
  #title = el("div", { class: "place" });
  #pins;
  #threads;
  #trials;

  constructor(page) {
    this.#page = page;
    this.menu = tool("menu", "Open channel list", () => page.drawer(true));
    this.menu.classList.add("drawer-open");
    this.menu.setAttribute("aria-controls", "sidebar");
    this.#threads = tool("thread", "Threads", (event) => openThreads(event.currentTarget, page));
    this.#pins = tool("pin", "Pinned messages", (event) => openPins(event.currentTarget, page));
    this.#trials = tool("spanner", "Sandbox: close or delete this channel, remove the bot", (event) =>
      openTrials(event.currentTarget, page),
    );
    this.people = tool("people", "Members", () => page.toggleMembers());
    this.node = el(
      "header",
      { class: "topbar" },
      this.menu,
      this.#title,
      el("div", { class: "tools" }, this.#trials, this.#threads, this.#pins, this.people),
    );
  }

  render() {
    const { store } = this.#page;
    const channel = store.channels.get(store.here);
    if (!channel) return;
    const parent = isThread(channel) && store.channels.get(channel.parent_id);
    const way = parent
      ? [el("a", { class: "place-parent", href: route(store, parent) }, parent.name), icon("next")]
      : [];
    const topic = channel.topic
      ? [el("div", { class: "topic", title: channel.topic }, inline(channel.topic, this.#page))]
      : [];
    renew(this.#title, [
      icon(kind(parent || channel)),
      ...way,
      el("h2", {}, channel.name),
      ...topic,
    ]);
    const bare = ["forum", "direct"].includes(kind(channel));
    this.#threads.hidden = isThread(channel) || bare;
    this.#pins.hidden = bare;
    this.#trials.hidden = trials(this.#page).length === 0;
  }
}

function tool(name, label, act) {
  return el(
    "button",
    { class: "icon-button tool", type: "button", "aria-label": label, title: label, onclick: act },
    icon(name),
  );
}
