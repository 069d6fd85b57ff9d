// The tab's title: where one is, and how much is unread anywhere.

import { signed } from "../discord.js";

export function sayTitle(store) {
  const channel = store.channels.get(store.here);
  const unread = [...store.channels.values()]
    .filter((one) => (one.id !== store.here || document.hidden) && store.follows(one))
    .reduce((sum, one) => sum + store.unread(one.id).messages.length, 0);
  const place = channel ? `${signed(channel)} · ` : "";
  document.title = `${unread ? `(${unread}) ` : ""}${place}${store.guild.name}`;
}
