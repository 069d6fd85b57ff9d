// Where one is: the page's address names the channel, so that links, back and forward work.

import { isDirect, isThread } from "./discord.js";
import { route } from "./mentions.js";

const START = "space-news";

export class Navigation {
  #store;
  #awaited = null;

  /** `arrived()` is called once a thread that was waited for is open. */
  constructor(store, arrived) {
    this.#store = store;
    this.arrived = arrived;
  }

  /** Everything is known: to the channel of the address, or the nearest thing to it. */
  start() {
    const { channels, here } = this.#store;
    const asked =
      this.#addressed() ?? channels.get(here) ?? this.#named(START) ?? [...channels.values()][0];
    if (!asked) return;
    history.replaceState(null, "", route(this.#store, asked));
    this.#store.go(asked.id);
  }

  /** The address has changed; false where one does not see what it names, and stays. */
  follow() {
    const asked = this.#addressed();
    if (asked) this.#store.go(asked.id);
    else this.#stay();
    return Boolean(asked);
  }

  #stay() {
    const here = this.#store.channels.get(this.#store.here);
    if (here) history.replaceState(null, "", route(this.#store, here));
  }

  go(channelId) {
    const channel = this.#store.channels.get(channelId);
    if (!channel || this.#store.here === channelId) return;
    history.pushState(null, "", route(this.#store, channel));
    this.#store.go(channelId);
  }

  /** To a thread that has just been made, and may be told of a moment later. */
  goWhenThere(channelId) {
    this.#awaited = channelId;
    this.look();
  }

  /** Places have changed: is what was waited for there? */
  look() {
    if (!this.#awaited || !this.#store.channels.has(this.#awaited)) return;
    this.go(this.#awaited);
    this.#awaited = null;
    this.arrived();
  }

  /** The channel above or below the one that one is in. */
  step(by) {
    const all = [...this.#store.channels.values()].filter(
      (one) => !isThread(one) || one.id === this.#store.here,
    );
    const at = all.findIndex((one) => one.id === this.#store.here);
    this.go(all[(at + by + all.length) % all.length].id);
  }

  #named(name) {
    const addressed = (one) => (isDirect(one) ? `@${one.name}` : one.name);
    return [...this.#store.channels.values()].find(
      (one) => addressed(one) === name && !isThread(one),
    );
  }

  #addressed() {
    const [name, id] = location.hash.slice(1).split("/");
    if (id) return this.#store.channels.get(id) ?? null;
    return name ? (this.#named(decoded(name)) ?? null) : null;
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
