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
  const [what, label] = guild.bot.here
    ? ["remove_bot", `Remove ${guild.bot.name} from the server`]
    : ["invite_bot", `Invite ${guild.bot.name} again`];
  const act = () => page.attempt(what, {});
  if (guild.may[what]) items.push({ label, act, line, danger: guild.bot.here });
  return items;
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
    items.push({ label, act: () => confirm(label, channel, page), danger: true });
  }
  return items;
}

function confirm(label, channel, page) {
  const words = `${channel.name} and all that is written there is gone for good.`;
  const text = { node: el("p", {}, words) };
  formDialog(label, [text], label, () => page.ask("delete_channel", { channel: channel.id }));
}
