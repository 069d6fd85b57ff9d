// The rows of a channel's log: its beginning, dividers, messages in groups, this tab's notes.

import { el, unseen } from "../dom.js";
import { EPHEMERAL, MessageType, SILENT, signed } from "../discord.js";
import { calendar, day } from "../time.js";
import { message } from "./message.js";
import { tags } from "./parts.js";
import { note } from "./system.js";

const GROUP_WITHIN = 7 * 60 * 1000;
const TOLD_ABOVE = EPHEMERAL | SILENT;
const GROUPED = [0, MessageType.COMMAND, MessageType.MENU];

/** Rows for all of a log; `old` are those on the page by their keys: who still says the same stays. */
export function rows(log, channel, old, page) {
  const all = log.more ? [] : [beginning(channel, page)];
  let before = null;
  for (const data of log.messages) {
    const date = new Date(data.timestamp);
    const newDay = !before || new Date(before.timestamp).toDateString() !== date.toDateString();
    const isNew = log.newFrom === data.id;
    if (newDay || isNew) all.push(divider(newDay && day(date), isNew, data.id));
    all.push(row(data, newDay || isNew || begins(data, before), log, old.get(data.id), page));
    before = data;
  }
  return [...all, ...log.notes.map((one) => note(one, page))];
}

function row(data, starts, log, old, page) {
  const failure = log.failures[data.id] ?? null;
  const thread = page.store.channels.get(data.thread?.id ?? data.id);
  // Tomorrow "Today at" is another day.
  const when = calendar(new Date(data.timestamp));
  const variant = JSON.stringify([starts, failure, thread?.message_count, thread?.name, when]);
  if (old?.data === data && old.variant === variant) return old;
  const fresh = message(data, page, { begins: starts, failure });
  for (const one of [old, fresh]) if (one) Object.assign(one, { data, variant });
  return fresh;
}

function begins(data, before) {
  return (
    !GROUPED.includes(data.type) ||
    !GROUPED.includes(before.type) ||
    data.author.id !== before.author.id ||
    Boolean(data.interaction_metadata || data.message_reference) ||
    (data.flags & TOLD_ABOVE) !== (before.flags & TOLD_ABOVE) ||
    Date.parse(data.timestamp) - Date.parse(before.timestamp) > GROUP_WITHIN
  );
}

function beginning(channel, page) {
  const name = signed(channel);
  return el(
    "div",
    { class: "beginning", key: "beginning" },
    el("h2", {}, `Welcome to ${name}`),
    tags(channel, page.store.channels.get(channel.parent_id)),
    el("p", { class: "dim" }, channel.topic || `This is the beginning of ${name}.`),
  );
}

function divider(date, isNew, id) {
  const words = date ? el("span", { class: "divider-date" }, date) : "";
  const mark = isNew ? el("span", { class: "divider-new" }, "New", unseen(" messages")) : "";
  return el(
    "div",
    { class: `divider${isNew ? " is-new" : ""}`, role: "separator", key: `divider ${id}` },
    words,
    mark,
  );
}
