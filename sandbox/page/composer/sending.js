// What happens to a message or a command once it is sent.

import { isDirect, neededFor } from "../discord.js";
import { withMentions } from "../mentions.js";
import { openModal } from "../modals.js";
import { withUploads } from "../upload.js";

export const LIMIT = 2000;

let notes = 0;

/** Why this text cannot be sent here, in a sentence; "" where it can. */
export function problemOf(content, page) {
  const channel = page.store.channels.get(page.store.here);
  if (/^\/[^\s/]+( |$)/.test(content) && !content.includes("\n"))
    return whyNot(content.split(" ")[0], page);
  if (!channel.may.send) return "You do not have permission to send messages in this channel.";
  return [...content].length > LIMIT ? `A message may have ${LIMIT} characters at most.` : "";
}

/** Discord shows nobody a command that they may not use; here it says why. */
function whyNot(name, page) {
  const { bot } = page.store.guild;
  if (!bot.here) return `${bot.name} is not in this server: invite it again.`;
  const known = page.store.commands.find((one) => `/${one.name}` === name);
  if (!known) return `There is no command ${name} here.`;
  if (isDirect(page.store.channels.get(page.store.here))) return `${name} is for servers only.`;
  const needed = neededFor(known).join(", ");
  return needed ? `You may not use ${name}: it needs ${needed}.` : `You may not use ${name} here.`;
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
