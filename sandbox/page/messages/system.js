// Messages that nobody wrote: something was pinned, a thread was begun; and this tab's own notes.

import { el } from "../dom.js";
import { MessageType } from "../discord.js";
import { icon } from "../icons.js";
import { route } from "../mentions.js";
import { calendar, stamp } from "../time.js";
import { nameButton, nameOf } from "./parts.js";

/** "Milo pinned a message to this channel." */
export function systemLine(data, page) {
  const at = new Date(data.timestamp);
  const isPin = data.type === MessageType.PINNED;
  const said = isPin ? pinned(data, page) : threadCreated(data, page);
  const words = isPin ? "pinned a message" : `started a thread: ${data.content}`;
  return el(
    "article",
    {
      class: "system",
      "aria-label": `${nameOf(page, data.author)} ${words}`,
      key: data.id,
      "data-id": data.id,
    },
    icon(isPin ? "pin" : "thread"),
    el(
      "div",
      {},
      nameButton(page, data.author),
      ...said,
      " ",
      stamp(at, calendar(at), { class: "when" }),
    ),
  );
}

function pinned(data, page) {
  const { channel_id: channelId, message_id: id } = data.message_reference ?? {};
  if (!id) return [" pinned a message to this channel."];
  const jump = () => page.jump(channelId ?? data.channel_id, id);
  return [
    " pinned ",
    el("button", { class: "link-button", type: "button", onclick: jump }, "a message"),
    " to this channel.",
  ];
}

function threadCreated(data, page) {
  const thread = page.store.channels.get(
    data.message_reference?.channel_id ?? data.thread?.id ?? "",
  );
  const name = thread
    ? el("a", { href: route(page.store, thread) }, thread.name)
    : el("b", {}, data.content);
  return [" started a thread: ", name];
}

/** What this tab alone knows of a command: that it is on its way, or why it came to nothing. */
export function note(data, page) {
  const dismiss = () => page.store.note(data.channel, { id: data.id, text: null });
  const waiting = data.state === "waiting";
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  const words = el("span", { class: waiting ? "" : "failure" }, data.text);
  const foot = waiting
    ? ""
    : el(
        "div",
        { class: "only-you" },
        icon("eye"),
        "Only you can see this · ",
        data.again &&
          el(
            "button",
            { class: "link-button", type: "button", onclick: () => (dismiss(), data.again()) },
            "Edit command",
          ),
        data.again && " · ",
        el("button", { class: "link-button", type: "button", onclick: dismiss }, "Dismiss message"),
      );
  return el(
    "article",
    {
      class: waiting ? "note" : "note ephemeral",
      "aria-label": data.text,
      key: data.id,
      "data-id": data.id,
    },
    el("div", { class: "above" }, el("span", { class: "used" }, data.command)),
    el("div", { class: "thinking" }, waiting && dots, words),
    foot,
  );
}
