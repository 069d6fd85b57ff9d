// The one store of what this person sees. It changes here alone, and says so by named events:
// "hello", "places", "log" (channel id), "here", "status".

import { EPHEMERAL, FORUM, isNewer } from "./discord.js";
import { noLaterThanNow, setClock } from "./time.js";

const KEPT = 300;

export class Store {
  you = null;
  guild = null;
  people = new Map();
  roles = new Map();
  commands = [];
  channels = new Map();
  here = null;
  connected = false;
  /** Whether the bot is at the gateway; null while that is not known. */
  bot = null;
  botWasHere = false;
  #logs = new Map();
  #memory;
  #listeners = new Map();

  constructor(memory) {
    this.#memory = memory;
  }

  on(event, listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  #tell(event, data) {
    for (const listener of this.#listeners.get(event) ?? []) listener(data);
  }

  /** The messages of a channel that are known here. */
  log(channelId) {
    if (!this.#logs.has(channelId)) this.#logs.set(channelId, emptyLog());
    return this.#logs.get(channelId);
  }

  message(channelId, id) {
    return this.log(channelId).messages.find((one) => one.id === id) ?? null;
  }

  /** The channel's threads, newest first. */
  threads(channelId) {
    const theirs = [...this.channels.values()].filter((one) => one.parent_id === channelId);
    return theirs.sort((a, b) => (isNewer(a.id, b.id) ? -1 : 1));
  }

  hello(data) {
    const samePerson = this.you?.id === data.you;
    const reads = samePerson ? this.#reads() : this.#memory.reads(data.you);
    setClock(data.now);
    this.#takePlaces(data);
    this.you = this.people.get(data.you);
    this.#logs = new Map();
    for (const [id, { messages, more }] of Object.entries(data.messages)) {
      const readTo = reads ? (reads[id] ?? null) : (messages.at(-1)?.id ?? this.#newestPost(id));
      this.#logs.set(id, { ...emptyLog(), messages, more, known: true, readTo });
    }
    this.#tell("hello");
  }

  places(data) {
    this.#takePlaces(data);
    this.you = this.people.get(this.you.id) ?? this.you;
    this.#tell("places");
  }

  #takePlaces({ guild, people, commands, channels }) {
    this.guild = guild;
    this.people = new Map(people.map((one) => [one.id, one]));
    this.roles = new Map(guild.roles.map((one) => [one.id, one]));
    this.commands = commands;
    this.channels = new Map(channels.map((one) => [one.id, one]));
  }

  created(message) {
    const leaps = noLaterThanNow(message.timestamp);
    const log = this.log(message.channel_id);
    log.messages = inOrder([...log.messages.filter((one) => one.id !== message.id), message]);
    if (message.author.id === this.you.id) {
      log.newFrom = null;
      this.#read(log, message.id);
    }
    if (message.channel_id !== this.here) this.trim(message.channel_id);
    this.#tell("log", message.channel_id);
    if (leaps && message.channel_id !== this.here) this.#tell("log", this.here);
  }

  /** Forgets the oldest of a long log; history has them. Not while somebody reads them. */
  trim(channelId) {
    const log = this.log(channelId);
    if (log.messages.length <= KEPT) return;
    log.messages = log.messages.slice(-KEPT / 2);
    log.more = true;
  }

  updated(message) {
    const log = this.log(message.channel_id);
    const known = log.messages.some((one) => one.id === message.id);
    if (!known && message.flags & EPHEMERAL) return this.created(message);
    if (!known) return undefined;
    log.messages = log.messages.map((one) =>
      one.id === message.id ? { ...one, ...message } : one,
    );
    return this.#tell("log", message.channel_id);
  }

  deleted({ id, channel_id: channelId }) {
    const log = this.log(channelId);
    log.messages = log.messages.filter((one) => one.id !== id);
    this.#tell("log", channelId);
  }

  /** Older messages, as history gave them. */
  prepend(channelId, { messages, more }) {
    const log = this.log(channelId);
    const known = new Set(log.messages.map((one) => one.id));
    log.messages = inOrder([...messages.filter((one) => !known.has(one.id)), ...log.messages]);
    Object.assign(log, { more, known: true });
    this.#tell("log", channelId);
  }

  /** Something that only this tab knows: a command on its way, or why it failed. Replaces by id. */
  note(channelId, note) {
    const log = this.log(channelId);
    const others = log.notes.filter((one) => one.id !== note.id);
    log.notes = note.text === null ? others : [...others, note];
    this.#tell("log", channelId);
  }

  /** Why a message's button or menu did nothing; null takes the words away. */
  fail(channelId, messageId, words) {
    const log = this.log(channelId);
    log.failures = { ...log.failures, [messageId]: words };
    this.#tell("log", channelId);
  }

  go(channelId) {
    if (this.here !== channelId) {
      this.here = channelId;
      this.markNew();
    }
    this.#tell("here");
  }

  /** Draws the line above what came since one last looked. */
  markNew() {
    if (!this.here) return;
    const log = this.log(this.here);
    log.newFrom = this.unread(this.here).messages[0]?.id ?? null;
  }

  /** Everything known in this channel has been seen. */
  readAll(channelId) {
    const log = this.log(channelId);
    const last = log.messages.at(-1)?.id;
    if (!last || (log.readTo && !isNewer(last, log.readTo))) return;
    this.#read(log, last);
    this.#tell("status");
  }

  #read(log, id) {
    log.readTo = id;
    this.#memory.keepReads(this.you.id, this.#reads());
  }

  #reads() {
    return Object.fromEntries([...this.#logs].map(([id, log]) => [id, log.readTo]));
  }

  /** Others' messages that were not seen yet, and how many of them call this person. */
  unread(channelId) {
    const { messages, readTo } = this.log(channelId);
    const fresh = messages.filter(
      (one) => one.author.id !== this.you.id && (!readTo || isNewer(one.id, readTo)),
    );
    return { messages: fresh, mentions: fresh.filter((one) => this.calls(one)).length };
  }

  /** A forum's posts that others began since one last looked there. */
  newPosts(forumId) {
    const { readTo } = this.log(forumId);
    return this.threads(forumId).filter(
      (one) => one.owner_id !== this.you.id && (!readTo || isNewer(one.id, readTo)),
    );
  }

  /** The forum's list of posts has been seen. */
  seePosts(forumId) {
    const newest = this.#newestPost(forumId);
    const log = this.log(forumId);
    if (newest && newest !== log.readTo) this.#read(log, newest);
  }

  #newestPost(forumId) {
    return this.threads(forumId)[0]?.id ?? null;
  }

  /** Of a forum's posts, those alone in which one has written or is called. */
  follows(channel) {
    if (this.channels.get(channel.parent_id)?.type !== FORUM) return true;
    const isMine = (one) => one.author.id === this.you.id;
    return this.log(channel.id).messages.some(isMine) || this.unread(channel.id).mentions > 0;
  }

  /** Whether a message mentions this person. */
  calls(message) {
    if (message.mention_everyone) return true;
    if (message.mentions?.some((user) => user.id === this.you.id)) return true;
    return Boolean(message.mention_roles?.some((role) => this.you.roles.includes(role)));
  }

  setConnected(connected) {
    this.connected = connected;
    this.#tell("status");
  }

  setBot(bot) {
    this.bot = bot;
    this.botWasHere ||= bot;
    this.#tell("status");
  }
}

function emptyLog() {
  return {
    messages: [],
    more: false,
    known: false,
    loading: false,
    readTo: null,
    newFrom: null,
    notes: [],
    failures: {},
  };
}

function inOrder(messages) {
  return messages.sort((a, b) => (isNewer(a.id, b.id) ? 1 : -1));
}
