// <@user>, <@&role>, <#channel> and </command:id> by the names that they have here.

import { paint } from "./colour.js";
import { el } from "./dom.js";
import { isDirect, isThread, signed } from "./discord.js";

const PLACE = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(\d{1,20})\/(\d{1,20})(?:\/(\d{1,20}))?\/?$/;

/** The mention's element; what is not known here keeps a name that says so. */
export function mention(page, { sign, id, command }) {
  if (command) return commandMention(page, command);
  if (sign === "#") return channelMention(page, id);
  if (sign === "@&") return roleMention(page, id);
  const person = page.store.people.get(id);
  if (!person) return el("span", { class: "mention" }, "@unknown-user");
  if (page.plainLinks) return el("span", { class: "mention" }, `@${person.display_name}`);
  const open = (event) => page.showPerson(id, event.currentTarget);
  return el(
    "button",
    { class: "mention", type: "button", onclick: open },
    `@${person.display_name}`,
  );
}

/** Where the page's address leads to this channel. */
export function route(store, channel) {
  const parent = isThread(channel) && store.channels.get(channel.parent_id);
  return parent
    ? `#${encodeURIComponent(parent.name)}/${channel.id}`
    : `#${isDirect(channel) ? "@" : ""}${encodeURIComponent(channel.name)}`;
}

/** What a person typed as Discord's clients send it: "@mia" and "#launches" by their ids. */
export function withMentions(text, store) {
  return text.replace(
    /(^|[\s(])([@#])([\p{L}\p{N}_.-]*[\p{L}\p{N}_])/gu,
    (whole, before, sign, name) => {
      const found = sign === "#" ? channelNamed(name, store) : personNamed(name, store);
      return found ? `${before}${found}` : whole;
    },
  );
}

function channelNamed(name, store) {
  const channel = [...store.channels.values()].find(
    (one) => one.name === name.toLowerCase() && !isDirect(one),
  );
  return channel && `<#${channel.id}>`;
}

function personNamed(name, store) {
  const wanted = name.toLowerCase();
  const names = (one) => [one.name, one.display_name].map((each) => each.toLowerCase());
  const person = [...store.people.values()].find((one) => names(one).includes(wanted));
  if (person) return `<@${person.id}>`;
  const role = [...store.roles.values()].find(
    (one) => one.mentionable && one.name.toLowerCase() === wanted,
  );
  return role && `<@&${role.id}>`;
}

/** Where an address of Discord's leads in this server, else null; `message` is undefined for a channel. */
export function placeOf(page, url) {
  const [, guild, channel, message] = PLACE.exec(url) ?? [];
  return guild === page.store.guild.id ? { channel, message } : null;
}

/** A link to a place here; without words of its own it has the place's name. */
export function placeLink(page, { channel: id, message }, shown) {
  const channel = page.store.channels.get(id);
  if (!shown && !message) return channelMention(page, id);
  const words = shown ?? [channelWords(channel), " › 💬"];
  const named = shown ? {} : { class: "mention" };
  if (!channel || page.plainLinks) return el("span", named, words);
  const onclick = message && ((event) => jump(event, page, id, message));
  return el("a", { ...named, href: route(page.store, channel), onclick }, words);
}

function jump(event, page, channelId, messageId) {
  event.preventDefault();
  page.jump(channelId, messageId);
}

function channelWords(channel) {
  if (!channel) return "#unknown";
  return isThread(channel) ? `› ${channel.name}` : signed(channel);
}

function channelMention(page, id) {
  const channel = page.store.channels.get(id);
  const words = channelWords(channel);
  if (!channel || page.plainLinks) return el("span", { class: "mention" }, words);
  return el("a", { class: "mention", href: route(page.store, channel) }, words);
}

function roleMention(page, id) {
  const role = page.store.roles.get(id);
  const name = role ? `@${role.name.replace(/^@/, "")}` : "@unknown-role";
  return paint(el("span", { class: "mention" }, name), role?.color);
}

function commandMention(page, name) {
  const open = () => page.openCommand(name);
  if (page.plainLinks) return el("span", { class: "mention" }, `/${name}`);
  return el("button", { class: "mention", type: "button", onclick: open }, `/${name}`);
}
