// The WebSocket: asks that get answers, things told, and coming back after it broke.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

/** The server's "no", in a sentence for the person. */
export class Refused extends Error {}

export class Connection {
  #socket = null;
  #as = "";
  #asked = 0;
  #open = new Map();
  #failures = 0;
  #timer = 0;

  /** `told(name, data)` hears what the server tells; `changed(up)` whether there is a connection. */
  constructor(told, changed) {
    this.told = told;
    this.changed = changed;
    window.addEventListener("online", () => this.#hurry());
    // A page that is kept in the browser's history comes back without its socket.
    window.addEventListener("pageshow", (event) => event.persisted && this.#hurry());
  }

  /** Connects as this person, leaving whoever one was. */
  open(as) {
    this.#as = as;
    this.#failures = 0;
    this.#connect();
  }

  /** Comes back as this person after a break: who the server took one for. */
  stayAs(name) {
    this.#as = name;
  }

  /** Asks for something: resolves to what was done, or throws Refused. */
  ask(what, fields = {}) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new Refused("There is no connection at the moment."));
    }
    this.#asked += 1;
    const number = this.#asked;
    this.#socket.send(JSON.stringify({ ask: number, do: what, ...fields }));
    return new Promise((resolve, reject) => this.#open.set(number, { resolve, reject }));
  }

  #connect() {
    clearTimeout(this.#timer);
    const former = this.#socket;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(
      `${scheme}://${location.host}/live?as=${encodeURIComponent(this.#as)}`,
    );
    this.#socket = socket;
    former?.close();
    this.#giveUpAsked();
    socket.onmessage = (event) => socket === this.#socket && this.#hear(JSON.parse(event.data));
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  #hear(frame) {
    if (frame.tell) {
      if (frame.tell === "HELLO") {
        this.#failures = 0;
        this.changed(true);
      }
      this.told(frame.tell, frame.data);
      return;
    }
    const waiting = this.#open.get(frame.answer);
    this.#open.delete(frame.answer);
    if (frame.refused === undefined) waiting?.resolve(frame.done ?? {});
    else waiting?.reject(new Refused(frame.refused));
  }

  #lost() {
    this.#giveUpAsked();
    this.changed(false);
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #giveUpAsked() {
    for (const { reject } of this.#open.values()) reject(new Refused("The connection was lost."));
    this.#open.clear();
  }

  #hurry() {
    if (this.#socket && this.#socket.readyState > WebSocket.OPEN) this.#connect();
  }
}
