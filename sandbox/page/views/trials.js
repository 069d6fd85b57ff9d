// What an admin may do to the channel and to the bot, to see what the bot makes of it.

import { el } from "../dom.js";
import { isThread } from "../discord.js";
import { openMenu } from "../menus.js";
import { formDialog } from "../modals.js";

const CAPTION = "Not Discord's menu: see what the bot makes of it";

export function openTrials(anchor, page) {
  openMenu(anchor, trials(page), "Sandbox", { caption: CAPTION });
}

/** The menu's items; none for who may do nothing of this. */
export function trials(page) {
  const { guild, channels, here } = page.store;
  const channel = channels.get(here);
  const items = channel ? ofChannel(channel, guild.bot, page) : [];
  const line = items.length > 0;
  const item = guild.bot.here ? remove(guild, page) : invite(guild, page);
  if (item) items.push({ ...item, line });
  return items;
}

function remove({ bot, may }, page) {
  const label = `Remove ${bot.name} from the server`;
  const words =
    `Its role goes with it, and with that what channels allowed it. What it wrote stays, ` +
    `and it can be invited again.`;
  const act = () => confirm(label, words, () => page.ask("remove_bot", {}));
  return may.remove_bot && { label, act, danger: true };
}

/** Discord gives it a new role then, of which no channel knows anything. */
function invite({ bot, may }, page) {
  const label = `Invite ${bot.name} again`;
  const back =
    `${bot.name} is back with the rights of its invitation. Where a channel must allow it to write, ` +
    `as it did before, the spanner there does so again.`;
  const act = async () => (await page.attempt("invite_bot", {})) && page.say(back);
  return may.invite_bot && { label, act };
}

function ofChannel(channel, bot, page) {
  const items = [];
  if (channel.may.let_bot_write && bot.here && !isThread(channel)) {
    const may = !channel.bot_writes;
    const label = may ? `Let ${bot.name} write here` : `Forbid ${bot.name} to write here`;
    const act = () => page.attempt("let_bot_write", { channel: channel.id, may });
    items.push({ label, act });
  }
  if (channel.may.delete) {
    const label = `Delete ${isThread(channel) ? "thread" : "channel"}`;
    const words = `${channel.name} and all that is written there is gone for good.`;
    const gone = () => page.ask("delete_channel", { channel: channel.id });
    items.push({ label, act: () => confirm(label, words, gone), danger: true });
  }
  return items;
}

function confirm(label, words, act) {
  formDialog(label, [{ node: el("p", {}, words) }], label, act);
}
