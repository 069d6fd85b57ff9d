// The left side: the server's name, its channels with what is unread, and who one is.

import { el, renew, unseen } from "../dom.js";
import { FORUM, isArchived, isDirect, isThread, kind } from "../discord.js";
import { icon } from "../icons.js";
import { route } from "../mentions.js";
import { Me } from "./me.js";

const KINDS = {
  text: "text channel",
  announcement: "announcement channel",
  forum: "forum",
  thread: "thread",
  direct: "direct messages",
};

export class Sidebar {
  #page;
  #name = el("h1", { class: "server-name" });
  #list = el("ul", { class: "channels" });
  #direct = el("ul", { class: "channels" });
  #me;

  constructor(page) {
    this.#page = page;
    this.#me = new Me(page);
    const close = el(
      "button",
      {
        class: "icon-button drawer-close",
        type: "button",
        "aria-label": "Close channel list",
        onclick: () => page.drawer(false),
      },
      icon("close"),
    );
    this.node = el(
      "aside",
      { class: "sidebar", id: "sidebar", "aria-label": "Server" },
      el(
        "div",
        { class: "server" },
        el("img", { class: "server-mark", src: "/page/icon.svg", alt: "" }),
        this.#name,
        close,
      ),
      el(
        "nav",
        { class: "channels-frame", "aria-label": "Channels" },
        this.#list,
        el("h2", { class: "small-heading" }, "Direct messages"),
        this.#direct,
      ),
      this.#me.node,
    );
  }

  render() {
    const { store } = this.#page;
    this.#name.textContent = store.guild.name;
    renew(this.#list, this.#rows());
    renew(
      this.#direct,
      [...store.channels.values()].filter(isDirect).map((one) => this.#row(one)),
    );
    this.#me.render();
  }

  #rows() {
    const { store } = this.#page;
    const tops = [...store.channels.values()].filter((one) => !isThread(one) && !isDirect(one));
    return tops.flatMap((one) => [
      this.#row(one),
      ...this.#threads(one).map((thread) => this.#row(thread)),
    ]);
  }

  /** A forum's posts stand in the forum; here only the one that is open, or is followed and has news. */
  #threads(channel) {
    const { store } = this.#page;
    const active = store
      .threads(channel.id)
      .filter((one) => !isArchived(one) || one.id === store.here);
    if (channel.type !== FORUM) return active;
    const hasNews = (one) => store.follows(one) && store.unread(one.id).messages.length;
    return active.filter((one) => one.id === store.here || hasNews(one));
  }

  #row(channel) {
    const { store } = this.#page;
    const here = channel.id === store.here;
    const { messages, mentions } =
      here && !document.hidden ? { messages: [], mentions: 0 } : store.unread(channel.id);
    const isUnread = messages.length || (!here && this.#hasNewPosts(channel));
    const classes = ["channel", isThread(channel) && "is-thread", isUnread && "unread"]
      .filter(Boolean)
      .join(" ");
    const state = [KINDS[kind(channel)], isUnread && "unread"].filter(Boolean).join(", ");
    const calls = mentions
      ? el(
          "span",
          { class: "calls-count" },
          mentions,
          unseen(mentions === 1 ? " mention" : " mentions"),
        )
      : "";
    return el(
      "li",
      { key: channel.id },
      el(
        "a",
        {
          class: classes,
          href: route(store, channel),
          "aria-current": here && "page",
          onclick: () => this.#page.drawer(false),
        },
        icon(kind(channel)),
        el("span", { class: "channel-name" }, channel.name),
        unseen(` (${state})`),
        calls,
      ),
    );
  }

  #hasNewPosts(channel) {
    return channel.type === FORUM && this.#page.store.newPosts(channel.id).length > 0;
  }
}
