// The line above an answer: who used which command, or the message that it belongs to.

import { el } from "../dom.js";
import { MessageType } from "../discord.js";
import { face, gist, nameButton, nameOf } from "./parts.js";

const CHAT_INPUT = 1;

/** The line above a message: what was asked, or what it answers; [] where it begins by itself. */
export function above(data, page) {
  const asked = data.interaction_metadata;
  const name = asked?.name ?? data.interaction?.name;
  if (asked && name && !data.message_reference) return [usedLine(asked, name, page)];
  if (data.message_reference?.message_id && data.type !== MessageType.STARTER)
    return [replyLine(data, page)];
  return [];
}

function usedLine(asked, name, page) {
  const fromMenu = page.store.commands.some((one) => one.type > CHAT_INPUT && one.name === name);
  const user = asked.user;
  return el(
    "div",
    { class: "above" },
    face(page.store.people.get(user.id) ?? user, "tiny"),
    nameButton(page, user),
    " used ",
    el("span", { class: "used" }, fromMenu ? name : `/${name}`),
  );
}

function replyLine(data, page) {
  const { message_id: id, channel_id: channelId } = data.message_reference;
  const quoted = data.referenced_message ?? page.store.message(channelId ?? data.channel_id, id);
  if (!quoted) return el("div", { class: "above" }, el("i", {}, "An earlier message"));
  const jump = () => page.jump(channelId ?? data.channel_id, id);
  const words = el("span", { class: "quoted" }, gist(quoted, page));
  return el(
    "div",
    { class: "above" },
    face(quoted.author, "tiny"),
    el(
      "button",
      { class: "above-jump", type: "button", onclick: jump },
      el("span", { class: "above-name" }, nameOf(page, quoted.author)),
      " ",
      words,
    ),
  );
}
