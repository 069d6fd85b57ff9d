// The list of messages: what is in view stays in view, whatever comes above, below or in between.

import { el, renew, unseen } from "../dom.js";
import { isNewer, MessageType } from "../discord.js";
import { icon } from "../icons.js";
import { day } from "../time.js";
import { message } from "./message.js";
import { note } from "./system.js";

const GROUP_WITHIN = 7 * 60 * 1000;
const NEAR = 80;
const HISTORY_WITHIN = 400;

export class Log {
  #page;
  #list = el("div", { class: "log-list" });
  #scroller;
  #jump;
  #shown = null;
  #stuck = true;
  #anchor = null;
  #active = null;

  constructor(page) {
    this.#page = page;
    this.#scroller = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", id: "messages", tabindex: -1 }, this.#list);
    this.#jump = el("button", { class: "jump", type: "button", hidden: true, onclick: () => this.toEnd() });
    this.node = el("div", { class: "log-frame" }, this.#scroller, this.#jump);
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#list.addEventListener("keydown", (event) => this.#move(event));
    this.#list.addEventListener("focusin", (event) => this.#focused(event));
    // Pictures that arrive and a composer that grows move things, too.
    const watch = new ResizeObserver(() => this.#settle());
    watch.observe(this.#list);
    watch.observe(this.#scroller);
    document.addEventListener("visibilitychange", () => this.#visible());
  }

  get #log() {
    return this.#page.store.log(this.#page.store.here);
  }

  /** Shows the channel that one is in, as it is now. */
  render() {
    const { store } = this.#page;
    const arrived = this.#shown !== store.here;
    if (arrived) this.#enter();
    const hadFocus = this.#list.contains(document.activeElement) && document.activeElement;
    renew(this.#list, this.#rows());
    this.#rove();
    if (hadFocus && !hadFocus.isConnected) this.#articles().find((one) => one.tabIndex === 0)?.focus({ preventScroll: true });
    this.#settle();
    if (arrived) this.#scroller.removeAttribute("aria-busy");
    this.#read();
    const short = this.#scroller.scrollHeight <= this.#scroller.clientHeight;
    if (!this.#log.known || (arrived && short)) this.#loadOlder();
  }

  #enter() {
    const { store } = this.#page;
    // The whole list is new: no reason to read it all aloud.
    this.#scroller.setAttribute("aria-busy", "true");
    this.#scroller.setAttribute("aria-label", `Messages in ${store.channels.get(store.here)?.name ?? ""}`);
    this.#shown = store.here;
    this.#stuck = true;
    this.#active = null;
    this.#list.replaceChildren();
  }

  #rows() {
    const { messages, newFrom, notes, more } = this.#log;
    const rows = more ? [] : [this.#beginning()];
    let before = null;
    for (const data of messages) {
      const date = new Date(data.timestamp);
      const newDay = !before || new Date(before.timestamp).toDateString() !== date.toDateString();
      const isNew = newFrom === data.id;
      if (newDay || isNew) rows.push(divider(newDay && day(date), isNew, data.id));
      rows.push(this.#row(data, newDay || isNew || begins(data, before)));
      before = data;
    }
    return [...rows, ...notes.map((one) => note(one, this.#page))];
  }

  /** The row that stands there already, if it still says what it should. */
  #row(data, starts) {
    const { store } = this.#page;
    const failure = this.#log.failures[data.id] ?? null;
    const thread = store.channels.get(data.thread?.id ?? data.id);
    const variant = JSON.stringify([starts, failure, thread?.message_count, thread?.name, store.you.id]);
    const old = this.#rowOf(data.id);
    if (old?.data === data && old.variant === variant) return old;
    const row = message(data, this.#page, { begins: starts, failure });
    if (old) Object.assign(old, { data, variant });
    return Object.assign(row, { data, variant });
  }

  #rowOf(id) {
    return this.#list.querySelector(`[data-id="${id}"]`);
  }

  #beginning() {
    const channel = this.#page.store.channels.get(this.#page.store.here);
    const name = channel?.name ?? "";
    const sign = channel?.parent_id ? "" : "#";
    return el("div", { class: "beginning", key: "beginning" },
      el("h2", {}, `Welcome to ${sign}${name}`),
      el("p", { class: "dim" }, channel?.topic || `This is the beginning of ${sign}${name}.`));
  }

  #articles() {
    return [...this.#list.querySelectorAll(":scope > article")];
  }

  /** One message alone is a stop for Tab; the arrows lead to the others. */
  #rove() {
    const articles = this.#articles();
    const active = articles.find((one) => one.key === this.#active) ?? articles.at(-1);
    for (const one of articles) one.tabIndex = one === active ? 0 : -1;
  }

  #focused(event) {
    const article = event.target.closest("article");
    if (!article) return;
    this.#active = article.key;
    this.#rove();
  }

  #move(event) {
    if (event.target.tagName !== "ARTICLE") return this.#leave(event);
    const articles = this.#articles();
    const at = articles.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      return event.target.querySelector(".more")?.click();
    }
    if (to === undefined) return undefined;
    event.preventDefault();
    if (to < 0) return this.#loadOlder();
    if (to >= articles.length) return undefined;
    articles[to].focus({ preventScroll: true });
    return articles[to].scrollIntoView({ block: "nearest" });
  }

  /** Escape leads from inside a message to the message. */
  #leave(event) {
    if (event.key === "Escape") event.target.closest("article")?.focus({ preventScroll: true });
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#anchor = this.#topmost();
    this.#read();
    if (scrollTop < HISTORY_WITHIN) this.#loadOlder();
  }

  #topmost() {
    const edge = this.#scroller.getBoundingClientRect().top;
    const node = this.#articles().find((one) => one.getBoundingClientRect().bottom > edge);
    return node && { node, offset: node.getBoundingClientRect().top - edge };
  }

  /** At the end one stays at the end; elsewhere the topmost message stays where it is. */
  #settle() {
    if (this.#stuck) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
    } else if (this.#anchor?.node.isConnected) {
      const edge = this.#scroller.getBoundingClientRect().top;
      this.#scroller.scrollTop += this.#anchor.node.getBoundingClientRect().top - edge - this.#anchor.offset;
    }
    this.#showJump();
  }

  #read() {
    if (this.#stuck && !document.hidden) this.#page.store.readAll(this.#page.store.here);
    this.#showJump();
  }

  #visible() {
    if (!this.#page.store.here) return;
    if (document.hidden) this.#log.newFrom = null;
    else this.#read();
  }

  #showJump() {
    const fresh = this.#page.store.unread(this.#page.store.here).messages.length;
    const words = fresh ? `${fresh} new ${fresh === 1 ? "message" : "messages"}` : "To the newest";
    this.#jump.hidden = this.#stuck || !this.#log.messages.length;
    this.#jump.replaceChildren(words, icon("down"));
  }

  toEnd({ focus = true } = {}) {
    this.#stuck = true;
    this.#settle();
    this.#read();
    if (focus) this.#articles().at(-1)?.focus({ preventScroll: true });
  }

  focus() {
    (this.#articles().find((one) => one.tabIndex === 0) ?? this.#scroller).focus();
  }

  /** Brings a message into view and gives it the focus, reading back as far as it takes. */
  async show(id) {
    while (!this.#rowOf(id) && this.#log.more) {
      const first = this.#log.messages[0];
      if (first && !isNewer(first.id, id)) break;
      if (!(await this.#loadOlder())) break;
    }
    const row = this.#rowOf(id);
    if (!row) return this.#page.say("That message is not here any more.");
    this.#stuck = false;
    row.scrollIntoView({ block: "center" });
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
      store.prepend(channel, await this.#page.ask("history", before ? { channel, before } : { channel }));
      return true;
    } catch {
      return false; // Without a connection there is no history; HELLO brings all of it again.
    } finally {
      log.loading = false;
    }
  }
}

function begins(data, before) {
  const plain = [0, MessageType.COMMAND, MessageType.MENU];
  return !plain.includes(data.type) || !plain.includes(before.type) || data.author.id !== before.author.id ||
    Boolean(data.interaction_metadata || data.message_reference) || (data.flags & 64) !== (before.flags & 64) ||
    Date.parse(data.timestamp) - Date.parse(before.timestamp) > GROUP_WITHIN;
}

function divider(date, isNew, id) {
  const words = date ? el("span", { class: "divider-date" }, date) : "";
  const mark = isNew ? el("span", { class: "divider-new" }, "New", unseen(" messages")) : "";
  return el("div", { class: `divider${isNew ? " is-new" : ""}`, role: "separator", key: `divider ${id}` }, words, mark);
}
