// What is said of a message beside its words: pinned, without a sound, published, edited.

import { el, unseen } from "../dom.js";
import { CROSSPOSTED, SILENT } from "../discord.js";
import { icon } from "../icons.js";
import { stamp } from "../time.js";

/** Beside the time. */
export function marks(data) {
  return [
    Boolean(data.flags & SILENT) && mark("silent", "silent", "Sent without a notification"),
    data.pinned && mark("pinned", "pin", "Pinned"),
  ];
}

function mark(name, drawing, words) {
  return el("span", { class: `mark ${name}`, title: words }, icon(drawing), unseen(words));
}

/** Below the message: it went to the channels that follow this one. */
export function published(data) {
  if (!(data.flags & CROSSPOSTED)) return [];
  const title = "Published to the channels that follow this one";
  return [el("div", { class: "published", title }, icon("announcement"), "Published")];
}

/** "(edited)", which tells when; null for what never was. */
export function edited(data) {
  const at = data.edited_timestamp;
  return at ? stamp(new Date(at), "(edited)", { class: "edited" }) : null;
}
