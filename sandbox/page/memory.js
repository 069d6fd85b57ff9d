// What a tab remembers over a reload: who one is, in which language, what one has read. Two tabs may be two people.

const KEY = "sandbox";

export class Memory {
  #kept;

  constructor() {
    this.#kept = { as: "", locale: "", reads: {}, hintsDone: false, ...read() };
  }

  get as() {
    return this.#kept.as;
  }

  set as(name) {
    this.#keep({ as: name });
  }

  /** The language chosen; "" for who has chosen none. */
  get locale() {
    return this.#kept.locale;
  }

  set locale(locale) {
    this.#keep({ locale });
  }

  get hintsDone() {
    return this.#kept.hintsDone;
  }

  set hintsDone(done) {
    this.#keep({ hintsDone: done });
  }

  /** The last read message of each channel, by its id; null for who was never here. */
  reads(userId) {
    return this.#kept.reads[userId] ?? null;
  }

  keepReads(userId, reads) {
    this.#keep({ reads: { ...this.#kept.reads, [userId]: reads } });
  }

  #keep(change) {
    this.#kept = { ...this.#kept, ...change };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // A browser that keeps nothing: the page then forgets at a reload, and works all the same.
    }
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
