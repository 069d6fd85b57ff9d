// Small parts that messages, posts and panels share: faces, names, what a message says in a line.

import { avatarGround, paint } from "../colour.js";
import { el } from "../dom.js";

/** A face: the person's initial; the bot's own picture. Decoration: the name stands beside it. */
export function face(user, size = "") {
  const name = user.display_name ?? user.global_name ?? user.username ?? user.name ?? "?";
  if (user.bot)
    return el(
      "span",
      { class: `face ${size} of-app`, "aria-hidden": "true" },
      el("img", { src: "/page/icon.svg", alt: "" }),
    );
  return el(
    "span",
    { class: `face ${size} ${avatarGround(user.id)}`, "aria-hidden": "true" },
    [...name][0].toUpperCase(),
  );
}

/** The author's name as this server knows it. */
export function nameOf(page, user) {
  return page.store.people.get(user.id)?.display_name ?? user.global_name ?? user.username;
}

/** The name as a button that tells who that is. */
export function nameButton(page, user) {
  const open = (event) => page.showPerson(user.id, event.currentTarget);
  const node = el("button", { class: "name", type: "button", onclick: open }, nameOf(page, user));
  return paint(node, page.store.people.get(user.id)?.color);
}

export function appBadge(user) {
  return user.bot ? el("span", { class: "badge" }, "APP") : "";
}

/** What a message says, in one plain line: for labels, quotes and lists. */
export function gist(message, page, longest = 120) {
  const embed = message.embeds?.[0];
  const plain = plainWords(message.content || embed?.title || embed?.description || "", page);
  const short = [...plain].slice(0, longest).join("");
  return short.length < plain.length
    ? `${short}…`
    : short || (message.attachments?.length ? fileName(message.attachments[0]) : "");
}

/** What a file is called by whoever sent it: Discord keeps a title where the name had to be changed. */
export function fileName({ title, filename }) {
  return title ? `${title}${filename.match(/\.[^.]*$/)?.[0] ?? ""}` : filename;
}

/** A text without its marks and breaks, as it would be read out. */
export function plainWords(text, page) {
  return text
    .replace(/<@!?(\d+)>/g, (_, id) => `@${page.store.people.get(id)?.display_name ?? "someone"}`)
    .replace(/<#(\d+)>/g, (_, id) => `#${page.store.channels.get(id)?.name ?? "unknown"}`)
    .replace(/<@&(\d+)>/g, (_, id) => `@${page.store.roles.get(id)?.name ?? "role"}`)
    .replace(/<\/([^:>]+):\d+>/g, "/$1")
    .replace(/<t:-?\d+(:\w)?>/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\|\|[^|]+\|\|/g, "(spoiler)")
    .replace(/\\([!-/:-@[-`{-~])|[*_~`]+/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

export function tagName(tag) {
  return tag.emoji_name ? `${tag.emoji_name} ${tag.name}` : tag.name;
}

/** The tags that a forum's post has, of which the forum knows; null where there are none. */
export function tags(post, forum) {
  const ids = post.applied_tags ?? [];
  const known = ids.map((id) => forum?.available_tags?.find((tag) => tag.id === id));
  const chips = known.filter(Boolean).map((tag) => el("span", { class: "tag" }, tagName(tag)));
  return chips.length ? el("div", { class: "tags" }, chips) : null;
}
