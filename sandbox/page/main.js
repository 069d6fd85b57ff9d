// Puts the page together: the store hears the server, the views draw the store, people act through `page`.

import { Composer } from "./composer/composer.js";
import { Connection } from "./connection.js";
import { FORUM } from "./discord.js";
import { el } from "./dom.js";
import { listenToKeys } from "./keys.js";
import { Language } from "./language.js";
import { Memory } from "./memory.js";
import { Log } from "./messages/log.js";
import { openPerson } from "./messages/menu.js";
import { Navigation } from "./navigation.js";
import { closeAll } from "./overlays.js";
import { Store } from "./state.js";
import { Banner } from "./views/banner.js";
import { Drawer } from "./views/drawer.js";
import { Forum } from "./views/forum.js";
import { Header } from "./views/header.js";
import { Hints } from "./views/hints.js";
import { Members } from "./views/members.js";
import { Sidebar } from "./views/sidebar.js";
import { sayTitle } from "./views/title.js";
import { Toast } from "./views/toast.js";

const memory = new Memory();
const store = new Store(memory);
const language = new Language(memory);
const connection = new Connection(heard, (up) => store.setConnected(up));
const toast = new Toast();
// The form that led to a new thread has just given the focus back to where one no longer is.
const navigation = new Navigation(store, () => setTimeout(() => composer.focus()));
const arrivals = [];

/** What people can do, for the views. */
const page = {
  store,
  language,
  ask,
  attempt,
  become,
  copy,
  dismiss: (message) => store.deleted(message),
  drawer: (open) => drawer.set(open),
  focusComposer: () => composer.focus(),
  focusLog: () => log.focus(),
  go: (channelId) => navigation.go(channelId),
  goWhenThere: (channelId) => navigation.goWhenThere(channelId),
  jump,
  openCommand,
  say: (words) => toast.say(words),
  showPerson: (id, anchor) => openPerson(id, anchor, page),
  stayAtEnd: () => log.toEnd({ focus: false }),
  step: (by) => navigation.step(by),
  toggleMembers: () => members.toggle(),
};

const sidebar = new Sidebar(page);
const header = new Header(page);
const log = new Log(page);
const forum = new Forum(page);
const composer = new Composer(page);
const members = new Members(page, header.people);
const hints = new Hints(page, memory);
const banner = new Banner(page);
const drawer = new Drawer(sidebar.node, header.menu);
const main = el(
  "main",
  { class: "main", id: "main" },
  banner.node,
  log.node,
  forum.node,
  hints.node,
  composer.node,
);
const room = el(
  "div",
  { class: "room" },
  header.node,
  el("div", { class: "room-body" }, main, members.node),
);

store.on("hello", () => {
  memory.as = store.you.name;
  connection.stayAs(store.you.name);
  navigation.start();
  for (const resolve of arrivals.splice(0)) resolve();
});
store.on("places", () => {
  navigation.look();
  if (store.channels.has(store.here)) draw();
  else navigation.start();
});
store.on("log", (channelId) => {
  if (channelId === store.here) drawPlace();
  else if (store.channels.get(channelId)?.parent_id === store.here) drawForum();
  drawStatus();
});
store.on("here", draw);
store.on("status", drawStatus);
addEventListener("hashchange", () => {
  closeAll();
  if (store.you && !navigation.follow()) page.say("You cannot see that channel.");
});
document.addEventListener("visibilitychange", drawStatus);
main.addEventListener("pointerdown", () => members.giveWay());
document.body.append(drawer.shade, el("div", { class: "app" }, sidebar.node, room), toast.node);
listenToKeys(page);
connection.open(memory.as);

function heard(name, data) {
  const tell = {
    HELLO: (all) => {
      language.know(all.locales);
      store.hello(all);
    },
    PLACES: (all) => store.places(all),
    MESSAGE_CREATE: (message) => store.created(message),
    MESSAGE_UPDATE: (message) => store.updated(message),
    MESSAGE_DELETE: (message) => store.deleted(message),
    BOT: ({ connected }) => store.setBot(connected),
  }[name];
  tell?.(data);
}

async function jump(channelId, messageId) {
  navigation.go(channelId);
  return log.show(messageId);
}

/** Becomes another person; resolves once the page is theirs. */
function become(name) {
  closeAll();
  composer.forget();
  const there = new Promise((resolve) => arrivals.push(resolve));
  connection.open(name);
  return there;
}

/** Puts a command into the composer; false where it is not offered. */
function openCommand(name, values = []) {
  drawer.set(false);
  return composer.open(name, values);
}

/** Asks, in the language of who sits here. */
function ask(what, fields) {
  return connection.ask(what, { locale: language.locale, ...fields });
}

/** Asks; a refusal is shown for a moment. */
async function attempt(what, fields) {
  try {
    return await ask(what, fields);
  } catch (refused) {
    page.say(refused.message);
    return null;
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    page.say("Copied.");
  } catch {
    page.say("This browser does not let the page copy.");
  }
}

function draw() {
  header.render();
  drawPlace();
  composer.render();
  drawStatus();
}

function drawPlace() {
  const isForum = store.channels.get(store.here)?.type === FORUM;
  log.node.hidden = isForum;
  forum.node.hidden = !isForum;
  if (isForum) forum.render();
  else log.render();
}

function drawForum() {
  if (!forum.node.hidden) forum.render();
}

function drawStatus() {
  banner.render();
  if (!store.you) return;
  sidebar.render();
  members.render();
  sayTitle(store);
}
