// One message -> its <article>. log.js says whether it begins a group.

import { el } from "../dom.js";
import { EMBEDS_SUPPRESSED, EPHEMERAL, LOADING, MessageType } from "../discord.js";
import { icon } from "../icons.js";
import { markdown } from "../markdown.js";
import { route } from "../mentions.js";
import { calendar, clockTime, stamp } from "../time.js";
import { above } from "./above.js";
import { components } from "./components.js";
import { attachment, embed } from "./embeds.js";
import { edited, marks, published } from "./marks.js";
import { appBadge, face, gist, nameButton, nameOf } from "./parts.js";
import { openMessageMenu } from "./menu.js";
import { systemLine } from "./system.js";

/** The message as it stands; `begins`: with face and name. */
export function message(data, page, { begins, failure = null }) {
  if ([MessageType.PINNED, MessageType.THREAD_CREATED].includes(data.type))
    return systemLine(data, page);
  // A thread begins with the message it was made from, which lives in another channel.
  const shown =
    data.type === MessageType.STARTER && data.referenced_message ? data.referenced_message : data;
  const node = el("article", {
    class: look(data, page, begins),
    "aria-label": label(shown, page),
    key: data.id,
    "data-id": data.id,
  });
  node.append(
    ...above(data, page),
    ...head(shown, page, begins),
    ...body(shown, page),
    ...published(shown),
    ...below(data, page, failure),
  );
  node.append(moreButton(data, page));
  node.oncontextmenu = (event) => contextMenu(event, data, page);
  return node;
}

function look(data, page, begins) {
  const classes = ["message", begins ? "begins" : "goes-on"];
  if (data.flags & EPHEMERAL) classes.push("ephemeral");
  if (page.store.calls(data)) classes.push("calls");
  return classes.join(" ");
}

function label(data, page) {
  const at = calendar(new Date(data.timestamp));
  const private_ = data.flags & EPHEMERAL ? ", only you can see this" : "";
  return `${nameOf(page, data.author)}, ${at}${private_}: ${gist(data, page)}`;
}

function head(data, page, begins) {
  const at = new Date(data.timestamp);
  if (!begins) return [stamp(at, clockTime(at), { class: "gutter" })];
  const open = (event) => page.showPerson(data.author.id, event.currentTarget);
  // The name beside it does the same for the keyboard.
  const picture = el("span", { class: "face-place", onclick: open }, face(data.author));
  return [
    picture,
    el(
      "div",
      { class: "head" },
      nameButton(page, data.author),
      appBadge(data.author),
      stamp(at, calendar(at), { class: "when" }),
      ...marks(data),
    ),
  ];
}

function body(data, page) {
  if (data.flags & LOADING && !data.content && !data.embeds?.length) return [thinking(data, page)];
  const parts = [];
  const words = text(data, page);
  if (words) parts.push(words);
  const embeds = data.flags & EMBEDS_SUPPRESSED ? [] : (data.embeds ?? []);
  const cards = embeds.map((one) => kept(embed(one, page), one));
  const files = (data.attachments ?? []).map((one) => kept(attachment(one), one));
  return [...parts, ...cards, ...files, ...components(data, page)];
}

/** The words, and that they were edited; cards alone say so, too. */
function text(data, page) {
  const mark = edited(data);
  if (!data.content && !mark) return null;
  const here = { ...page, mentionsEveryone: data.mention_everyone };
  const node = el("div", { class: "text", same: `${data.content} ${data.edited_timestamp}` });
  node.append(...(data.content ? markdown(data.content, here) : []));
  const last = node.lastChild;
  if (mark) (last?.nodeName === "P" ? last : node).append(last ? " " : "", mark);
  return node;
}

/** Says what it was made of: an equal one need not be looked at when the message changes. */
function kept(node, data) {
  node.same = JSON.stringify(data);
  return node;
}

function thinking(data, page) {
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return el("div", { class: "thinking" }, dots, `${nameOf(page, data.author)} is thinking…`);
}

function below(data, page, failure) {
  const parts = [];
  if (failure)
    parts.push(el("p", { class: "failure", role: "alert" }, `This interaction failed. ${failure}`));
  const thread = page.store.channels.get(data.thread?.id ?? data.id);
  if (thread?.parent_id === data.channel_id) parts.push(threadChip(thread, page));
  if (data.flags & EPHEMERAL) parts.push(onlyYou(data, page));
  return parts;
}

function threadChip(thread, page) {
  const count = thread.message_count ?? 0;
  const words = count === 1 ? "1 message" : `${count} messages`;
  return el(
    "a",
    { class: "thread-chip", href: route(page.store, thread), key: "thread" },
    icon("thread"),
    el("span", { class: "thread-name" }, thread.name),
    el("span", { class: "thread-count" }, `${words} – View thread ›`),
  );
}

function onlyYou(data, page) {
  const dismiss = () => page.dismiss(data);
  return el(
    "div",
    { class: "only-you" },
    icon("eye"),
    "Only you can see this · ",
    el(
      "button",
      { class: "link-button", type: "button", onclick: dismiss, key: "dismiss" },
      "Dismiss message",
    ),
  );
}

function moreButton(data, page) {
  const button = el(
    "button",
    {
      class: "icon-button more",
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      key: "more",
    },
    icon("more"),
  );
  button.onclick = (event) => openMessageMenu(event.currentTarget, data, page);
  return button;
}

function contextMenu(event, data, page) {
  // Links and pictures keep the browser's own menu, and so does a marked text.
  if (event.target.closest("a, img") || String(getSelection())) return;
  event.preventDefault();
  const byKey = event.clientX === 0 && event.clientY === 0;
  openMessageMenu(byKey ? event.currentTarget : { x: event.clientX, y: event.clientY }, data, page);
}
