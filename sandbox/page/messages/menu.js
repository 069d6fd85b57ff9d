// What can be done with a message or a person: the menus, and the card that tells who somebody is.

import { paint } from "../colour.js";
import { el } from "../dom.js";
import { EPHEMERAL, isDirect, isThread } from "../discord.js";
import { openMenu } from "../menus.js";
import { formDialog, openModal, textField } from "../modals.js";
import { overlay } from "../overlays.js";
import { face, gist } from "./parts.js";

const USER_COMMAND = 2;
const MESSAGE_COMMAND = 3;
const STARTER_NAME = 100;

/** The message's menu: what this person may do with it, and the apps' commands for it. */
export function openMessageMenu(anchor, message, page) {
  openMenu(anchor, actions(message, page), "Message actions");
}

function actions(message, page) {
  const channel = page.store.channels.get(message.channel_id);
  const may = channel?.may ?? {};
  const forAll = !(message.flags & EPHEMERAL);
  const place = { channel: message.channel_id, message: message.id };
  const mine = message.author.id === page.store.you.id;
  const apps = forAll ? appItems(MESSAGE_COMMAND, place, page) : [];
  const items = [
    { label: "Copy text", act: () => page.copy(plain(message)) },
    { label: "Copy message ID", act: () => page.copy(message.id) },
  ];
  if (forAll) items.push({ label: "Copy message link", act: () => page.copy(linkTo(message, page)) });
  if (forAll && may.pin) items.push(pinItem(message, place, page));
  if (forAll && may.thread && !hasThread(message, channel, page))
    items.push(threadItem(message, place, page));
  if (apps.length) items.push({ label: "Apps", items: apps, line: true });
  if (!forAll)
    items.push({ label: "Dismiss message", act: () => page.dismiss(message), line: true });
  else if (mine || may.manage_messages)
    items.push({
      label: "Delete message",
      act: () => page.attempt("delete", place),
      danger: true,
      line: true,
    });
  return items;
}

function linkTo(message, page) {
  return `https://discord.com/channels/${page.store.guild.id}/${message.channel_id}/${message.id}`;
}

function plain(message) {
  const cards = (message.embeds ?? []).map((one) =>
    [one.title, one.url, one.description].filter(Boolean).join("\n"),
  );
  return [message.content, ...cards].filter(Boolean).join("\n\n");
}

function pinItem(message, place, page) {
  const what = message.pinned ? "unpin" : "pin";
  return {
    label: message.pinned ? "Unpin message" : "Pin message",
    act: () => page.attempt(what, place),
  };
}

function hasThread(message, channel, page) {
  return isThread(channel) || page.store.channels.has(message.thread?.id ?? message.id);
}

function threadItem(message, place, page) {
  return { label: "Create thread", act: () => askThreadName(message, place, page) };
}

function askThreadName(message, place, page) {
  const value = gist(message, page, 60).replace(/…$/, "");
  const name = textField({
    custom_id: "name",
    label: "Thread name",
    max_length: STARTER_NAME,
    value,
  });
  formDialog("Create thread", [name], "Create thread", async () => {
    const { thread } = await page.ask("thread", { ...place, name: name.value() });
    page.goWhenThere(thread);
  });
}

function appItems(type, target, page) {
  return offered(type, target.channel, page).map((one) => ({
    label: one.name,
    act: () => run(one, target, page),
  }));
}

function offered(type, channelId, page) {
  const ids = page.store.channels.get(channelId)?.may.commands ?? [];
  return page.store.commands.filter((one) => one.type === type && ids.includes(one.id));
}

async function run(command, target, page) {
  const done = await page.attempt("menu", { ...target, name: command.name }, command.name);
  if (done?.modal) openModal(done.modal, page);
}

/** A card about a person beside `anchor`, with the apps' commands for people. */
export function openPerson(id, anchor, page) {
  const person = page.store.people.get(id);
  if (!person) return;
  const roles = person.roles
    .map((role) => page.store.roles.get(role))
    .filter((role) => role && role.name !== "@everyone");
  const chips = roles.map((role) =>
    el("li", { class: "chip" }, paint(el("i", { class: "chip-dot" }), role.color), role.name),
  );
  const node = el(
    "div",
    { class: "person-card", role: "dialog", "aria-label": person.display_name, tabindex: -1 },
    el(
      "div",
      { class: "person-head" },
      face(person, "large"),
      el(
        "div",
        {},
        el("strong", {}, person.display_name),
        el("div", { class: "dim" }, `@${person.name} · ${person.title}`),
      ),
    ),
    chips.length > 0 && [
      el("h3", { class: "small-heading" }, "Roles"),
      el("ul", { class: "chips" }, chips),
    ],
  );
  const target = { channel: page.store.here, user: id };
  const apps = offered(USER_COMMAND, page.store.here, page);
  let close = () => {};
  const start = (one) => (close(), run(one, target, page));
  if (apps.length) {
    node.append(
      el("h3", { class: "small-heading" }, "Apps"),
      ...apps.map((one) =>
        el("button", { class: "menu-item", type: "button", onclick: () => start(one) }, one.name),
      ),
    );
  }
  if (person.bot)
    node.append(
      el("h3", { class: "small-heading" }, "This app"),
      ...ofApp(page, () => close()),
    );
  close = overlay(node, anchor, { side: "beside" });
}

/** What one does with the bot itself: write to it, or take it along into other servers. */
function ofApp(page, close) {
  const { channels, guild } = page.store;
  const direct = [...channels.values()].find(isDirect);
  const [what, label] = guild.may.add_app
    ? ["add_app", "Add to my account"]
    : ["remove_app", "Remove from my account"];
  const items = [
    [label, () => page.attempt(what, {})],
    ["Message", () => page.go(direct.id)],
  ];
  return items.map(([words, act]) =>
    el("button", { class: "menu-item", type: "button", onclick: () => (close(), act()) }, words),
  );
}
