// What happens to a message or a command once it is sent.

import { withMentions } from "../mentions.js";
import { openModal } from "../modals.js";
import { withUploads } from "../upload.js";

export const LIMIT = 2000;

let notes = 0;

/** Why this text cannot be sent here, in a sentence; "" where it can. */
export function problemOf(content, page) {
  const channel = page.store.channels.get(page.store.here);
  if (/^\/[^\s/]+( |$)/.test(content) && !content.includes("\n"))
    return `There is no command ${content.split(" ")[0]} here.`;
  if (!channel.may.send) return "You do not have permission to send messages in this channel.";
  return [...content].length > LIMIT ? `A message may have ${LIMIT} characters at most.` : "";
}

/** Says it; a refusal's sentence, or "". */
export async function say(content, page) {
  page.stayAtEnd();
  try {
    await page.ask("say", { channel: page.store.here, content: withMentions(content, page.store) });
    return "";
  } catch (refused) {
    return refused.message;
  }
}

/** Runs a command; until the bot answers a note says so, and stays with `again` where it does not. */
export async function run(command, options, { line, again }, page) {
  const channel = page.store.here;
  notes += 1;
  const note = { id: `note-${notes}`, channel, command: line };
  page.stayAtEnd();
  page.store.note(channel, { ...note, state: "waiting", text: "Sending command…" });
  try {
    const sent = await withUploads(options);
    const done = await page.ask("command", { channel, name: command.name, options: sent });
    page.store.note(channel, { ...note, text: null });
    if (done.modal) openModal(done.modal, page);
  } catch (refused) {
    page.store.note(channel, { ...note, state: "failed", text: refused.message, again });
  }
}
