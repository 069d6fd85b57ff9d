// The messages of the channel that one is in: reading, moving by keys, older ones, what is new.

import { el, renew } from "../dom.js";
import { isNewer } from "../discord.js";
import { icon } from "../icons.js";
import { rows } from "./rows.js";
import { Viewport } from "./viewport.js";

const HISTORY_WITHIN = 400;
const STOPS = "a, button, pre";

export class Log {
  #page;
  #list = el("div", { class: "log-list" });
  #scroller;
  #view;
  #jump;
  #shown = null;
  #active = null;

  constructor(page) {
    this.#page = page;
    this.#scroller = el(
      "div",
      {
        class: "log",
        role: "log",
        "aria-live": "polite",
        "aria-relevant": "additions",
        id: "messages",
        tabindex: -1,
      },
      this.#list,
    );
    this.#jump = el("button", {
      class: "jump",
      type: "button",
      hidden: true,
      onclick: () => this.toEnd(),
    });
    this.node = el("div", { class: "log-frame" }, this.#scroller, this.#jump);
    this.#view = new Viewport(this.#scroller, this.#list, () => this.#scrolled());
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("focusin", (event) => this.#focused(event));
    this.#list.addEventListener("focusout", (event) => this.#left(event));
    document.addEventListener("visibilitychange", () => this.#visible());
  }

  get #log() {
    return this.#page.store.log(this.#page.store.here);
  }

  get #articles() {
    return [...this.#list.querySelectorAll(":scope > article")];
  }

  /** Shows the channel that one is in, as it is now. */
  render() {
    const { store } = this.#page;
    const arrived = this.#shown !== `${store.here} ${store.you.id}`;
    const log = this.#log;
    if (arrived) this.#enter();
    else if ((document.hidden || !this.#view.stuck) && !log.newFrom) store.markNew();
    if (this.#view.stuck) store.trim(store.here);
    const focused = this.#list.contains(document.activeElement) && document.activeElement;
    const old = new Map([...this.#list.children].map((row) => [row.key, row]));
    renew(this.#list, rows(log, store.channels.get(store.here), old, this.#page));
    this.#rove();
    if (focused && !focused.isConnected) this.focus();
    this.#view.settle();
    if (arrived) this.#scroller.removeAttribute("aria-busy");
    this.#read();
    if (!log.known || (arrived && this.#view.short)) this.#loadOlder();
  }

  #enter() {
    const { store } = this.#page;
    // The whole list is new: no reason to read it all aloud.
    this.#scroller.setAttribute("aria-busy", "true");
    this.#scroller.setAttribute("aria-label", `Messages in ${store.channels.get(store.here).name}`);
    this.#shown = `${store.here} ${store.you.id}`;
    this.#view.stuck = true;
    this.#active = null;
    this.#list.replaceChildren();
  }

  /** One message alone, and what is in it, is a stop for Tab; the arrows lead to the others. */
  #rove() {
    const articles = this.#articles;
    const active = articles.find((one) => one.key === this.#active) ?? articles.at(-1);
    for (const one of articles) {
      const index = one === active ? 0 : -1;
      for (const stop of [one, ...one.querySelectorAll(STOPS)]) stop.tabIndex = index;
    }
  }

  #focused(event) {
    const article = event.target.closest("article");
    if (!article || article.key === this.#active) return;
    this.#active = article.key;
    this.#rove();
  }

  /** Who comes back begins at the newest again. */
  #left(event) {
    if (this.#list.contains(event.relatedTarget)) return;
    this.#active = null;
    this.#rove();
  }

  /** To the message that one was at, else the newest. */
  focus() {
    (this.#articles.find((one) => one.tabIndex === 0) ?? this.#scroller).focus({
      preventScroll: true,
    });
  }

  #key(event) {
    const article = event.target.closest("article");
    if (!article || event.altKey) return;
    if (event.target !== article) {
      if (event.key === "Escape") article.focus({ preventScroll: true });
      return;
    }
    const articles = this.#articles;
    const at = articles.indexOf(article);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
    const menu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (to === undefined && !menu && event.key !== "Escape") return;
    event.preventDefault();
    if (menu) article.querySelector(".more")?.click();
    else if (event.key === "Escape") this.#leave();
    else this.#step(articles, to);
  }

  #leave() {
    this.toEnd({ focus: false });
    this.#page.focusComposer();
  }

  #step(articles, to) {
    if (to < 0) this.#loadOlder();
    else if (to >= articles.length) this.#page.focusComposer();
    else {
      articles[to].focus({ preventScroll: true });
      articles[to].scrollIntoView({ block: "nearest" });
    }
  }

  #scrolled() {
    this.#read();
    if (this.#view.top < HISTORY_WITHIN) this.#loadOlder();
  }

  #visible() {
    if (!this.#page.store.here) return;
    if (document.hidden) this.#log.newFrom = null;
    else this.#read();
  }

  #read() {
    const { store } = this.#page;
    if (this.#view.stuck && !document.hidden) store.readAll(store.here);
    const fresh = store.unread(store.here).messages.length;
    const words = fresh ? `${fresh} new ${fresh === 1 ? "message" : "messages"}` : "To the newest";
    this.#jump.hidden = this.#view.stuck || !this.#log.messages.length;
    if (this.#jump.firstChild?.data !== words) this.#jump.replaceChildren(words, icon("down"));
  }

  toEnd({ focus = true } = {}) {
    this.#view.toEnd();
    this.#read();
    if (focus) this.#articles.at(-1)?.focus({ preventScroll: true });
  }

  #find(id) {
    return this.#articles.find((one) => one.key === id);
  }

  /** Brings a message into view and gives it the focus, reading back as far as it takes; its row. */
  async show(id) {
    while (!this.#find(id) && this.#log.more) {
      const first = this.#log.messages[0];
      if ((first && !isNewer(first.id, id)) || !(await this.#loadOlder())) break;
    }
    const row = this.#find(id);
    if (!row) {
      this.#page.say("That message is not here any more.");
      return null;
    }
    this.#view.show(row);
    row.focus({ preventScroll: true });
    row.classList.add("found");
    row.onanimationend = () => row.classList.remove("found");
    return row;
  }

  async #loadOlder() {
    const { store } = this.#page;
    const channel = store.here;
    const log = store.log(channel);
    if (log.loading || (log.known && !log.more)) return false;
    log.loading = true;
    try {
      const before = log.messages[0]?.id;
      store.prepend(
        channel,
        await this.#page.ask("history", before ? { channel, before } : { channel }),
      );
      return true;
    } catch {
      return false; // Without a connection there is no history; HELLO brings all of it again.
    } finally {
      log.loading = false;
    }
  }
}
