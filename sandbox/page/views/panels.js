// Panels below the header: pinned messages and threads.

import { el, renew } from "../dom.js";
import { isArchived } from "../discord.js";
import { icon } from "../icons.js";
import { markdown } from "../markdown.js";
import { route } from "../mentions.js";
import { embed } from "../messages/embeds.js";
import { face, nameOf } from "../messages/parts.js";
import { closeAll, overlay } from "../overlays.js";
import { ago, calendar, stamp } from "../time.js";

/** The channel's pins, newest first. */
export async function openPins(anchor, page) {
  const channel = page.store.here;
  const body = panel(anchor, "Pinned messages", "pin");
  try {
    const { messages } = await page.ask("pins", { channel });
    const none = el("p", { class: "panel-none" }, "Nothing is pinned here yet.");
    renew(body, messages.length ? messages.map((one) => pin(one, page)) : [none]);
  } catch (refused) {
    renew(body, [el("p", { class: "problem" }, refused.message)]);
  }
}

function pin(data, page) {
  const at = new Date(data.timestamp);
  const jump = () => {
    closeAll();
    page.jump(data.channel_id, data.id);
  };
  return el(
    "article",
    { class: "panel-item" },
    face(data.author, "small"),
    el(
      "div",
      { class: "panel-body" },
      el(
        "div",
        { class: "head" },
        el("strong", {}, nameOf(page, data.author)),
        stamp(at, calendar(at), { class: "when" }),
      ),
      data.content && el("div", { class: "text" }, markdown(data.content, page)),
      (data.embeds ?? []).slice(0, 2).map((one) => embed(one, page)),
    ),
    el("button", { class: "button secondary small", type: "button", onclick: jump }, "Jump"),
  );
}

/** The channel's threads, the active ones first. */
export function openThreads(anchor, page) {
  const all = page.store.threads(page.store.here);
  const body = panel(anchor, "Threads", "thread");
  const may = page.store.channels.get(page.store.here)?.may.thread;
  const hint = may ? " A message's menu begins one." : "";
  const none = el("p", { class: "panel-none" }, `There are no threads here yet.${hint}`);
  const sorted = [...all.filter((one) => !isArchived(one)), ...all.filter(isArchived)];
  renew(body, sorted.length ? sorted.map((one) => thread(one, page)) : [none]);
}

function thread(channel, page) {
  const count = channel.message_count ?? 0;
  const last = page.store.log(channel.id).messages.at(-1);
  const parts = [
    count === 1 ? "1 message" : `${count} messages`,
    last && ago(new Date(last.timestamp)),
    isArchived(channel) && "archived",
  ];
  return el(
    "a",
    {
      class: "panel-item panel-thread",
      href: route(page.store, channel),
      onclick: () => closeAll(),
    },
    icon("thread"),
    el(
      "div",
      { class: "panel-body" },
      el("strong", {}, channel.name),
      el("div", { class: "dim" }, parts.filter(Boolean).join(" · ")),
    ),
  );
}

function panel(anchor, title, sign) {
  const body = el("div", { class: "panel-list" });
  const node = el(
    "div",
    { class: "panel", role: "dialog", "aria-label": title, tabindex: -1 },
    el("h2", { class: "panel-head" }, icon(sign), title),
    body,
  );
  overlay(node, anchor, { side: "end" });
  return body;
}
