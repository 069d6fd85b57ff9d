// Puts the page together: the store hears the server, the views draw the store, people act through `page`.

import { Composer } from "./composer/composer.js";
import { Connection } from "./connection.js";
import { FORUM } from "./discord.js";
import { el } from "./dom.js";
import { Memory } from "./memory.js";
import { address } from "./mentions.js";
import { Log } from "./messages/log.js";
import { openPerson } from "./messages/menu.js";
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

const START = "space-news";

// Here the members lie above the messages, and go when one turns back to those.
const narrow = matchMedia("(max-width: 1000px)");

const memory = new Memory();
const store = new Store(memory);
const connection = new Connection(heard, (up) => store.setConnected(up));
const toast = el("div", { class: "toast", role: "status", hidden: true });
let toastTimer = 0;
let awaited = null;
const arrivals = [];

/** What people can do, for the views. */
const page = {
  store,
  ask: (what, fields) => connection.ask(what, fields),
  attempt,
  become,
  copy,
  dismiss: (message) => store.deleted(message),
  drawer: (open) => drawer.set(open),
  focusComposer: () => composer.focus(),
  go,
  goWhenThere,
  jump,
  openCommand,
  say,
  showPerson: (id, anchor) => openPerson(id, anchor, page),
  stayAtEnd: () => log.toEnd({ focus: false }),
  toggleMembers,
};

const sidebar = new Sidebar(page);
const header = new Header(page);
const log = new Log(page);
const forum = new Forum(page);
const composer = new Composer(page);
const members = new Members(page);
const hints = new Hints(page, memory);
const banner = new Banner(page);
const drawer = new Drawer(sidebar.node, header.menu);
const main = el("main", { class: "main", id: "main" }, banner.node, log.node, forum.node, hints.node, composer.node);
const room = el("div", { class: "room" }, header.node, el("div", { class: "room-body" }, main, members.node));

store.on("hello", () => {
  arrive();
  for (const resolve of arrivals.splice(0)) resolve();
});
store.on("places", () => {
  if (awaited) goWhenThere(awaited);
  if (!store.channels.has(store.here)) return arrive();
  return draw();
});
store.on("log", (channelId) => {
  if (channelId === store.here) log.render();
  const channel = store.channels.get(channelId);
  if (channel?.parent_id === store.here) drawForum();
  drawStatus();
});
store.on("here", draw);
store.on("status", drawStatus);
main.addEventListener("pointerdown", () => narrow.matches && toggleMembers(false));
addEventListener("hashchange", () => store.you && follow());
document.addEventListener("visibilitychange", () => store.you && drawStatus());
document.body.append(drawer.shade, el("div", { class: "app" }, sidebar.node, room), toast);
toggleMembers(matchMedia("(min-width: 1180px)").matches);
for (const [index, act] of [() => log.focus(), () => composer.focus()].entries()) skipLink(index, act);
connection.open(memory.as);

/** The address is the channel's: a skip link must not change it. */
function skipLink(index, act) {
  document.querySelectorAll(".skip")[index].onclick = (event) => {
    event.preventDefault();
    act();
  };
}

function heard(name, data) {
  const tell = {
    HELLO: (all) => store.hello(all),
    PLACES: (all) => store.places(all),
    MESSAGE_CREATE: (message) => store.created(message),
    MESSAGE_UPDATE: (message) => store.updated(message),
    MESSAGE_DELETE: (message) => store.deleted(message),
    BOT: ({ connected }) => store.setBot(connected),
  }[name];
  tell?.(data);
}

/** Everything is known: to the channel of the address, or the nearest thing to it. */
function arrive() {
  memory.as = store.you.name;
  const asked = addressed() ?? store.channels.get(store.here) ?? byName(START) ?? [...store.channels.values()][0];
  if (!asked) return;
  store.go(asked.id);
  history.replaceState(null, "", address(store, asked));
}

function byName(name) {
  return [...store.channels.values()].find((one) => one.name === name && !one.parent_id);
}

/** The channel that the address names; null where one does not see it. */
function addressed() {
  const [name, id] = location.hash.slice(1).split("/");
  if (id) return store.channels.get(id) ?? null;
  return name ? (byName(decoded(name)) ?? null) : null;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function follow() {
  const asked = addressed();
  closeAll();
  if (asked) store.go(asked.id);
  else say("You cannot see that channel.");
}

function go(channelId) {
  const channel = store.channels.get(channelId);
  if (!channel || store.here === channelId) return;
  history.pushState(null, "", address(store, channel));
  store.go(channelId);
}

/** To a thread that has just been made, and may be told of a moment later. */
function goWhenThere(channelId) {
  awaited = channelId;
  if (!store.channels.has(channelId)) return;
  go(channelId);
  awaited = null;
  // The form that led here has just given the focus back to where one no longer is.
  setTimeout(() => composer.focus());
}

async function jump(channelId, messageId) {
  go(channelId);
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

function openCommand(name, values = []) {
  drawer.set(false);
  return composer.open(name, values);
}

/** Asks; a refusal is shown for a moment. */
async function attempt(what, fields) {
  try {
    return await connection.ask(what, fields);
  } catch (refused) {
    say(refused.message);
    return null;
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    say("This browser does not let the page copy.");
  }
}

function say(words) {
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (toast.hidden = true), 6000);
}

function toggleMembers(wanted) {
  const open = document.body.classList.toggle("members-open", wanted);
  header.people.setAttribute("aria-pressed", String(open));
}

function draw() {
  const isForum = store.channels.get(store.here)?.type === FORUM;
  header.render();
  log.node.hidden = isForum;
  forum.node.hidden = !isForum;
  if (isForum) forum.render();
  else log.render();
  composer.render();
  members.render();
  drawStatus();
}

function drawForum() {
  if (store.channels.get(store.here)?.type === FORUM) forum.render();
}

function drawStatus() {
  banner.render();
  if (!store.you) return;
  sidebar.render();
  members.render();
  sayTitle(store);
}
