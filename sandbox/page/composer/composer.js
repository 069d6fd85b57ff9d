// The message box: plain text, or a command once "/…" names one. Each channel keeps its own draft.

import { el } from "../dom.js";
import { FORUM } from "../discord.js";
import { icon } from "../icons.js";
import { CommandLine } from "./commandline.js";
import { matching, offered, readLine } from "./offers.js";
import { longer, picker } from "./picker.js";
import { problemOf, run, say } from "./sending.js";
import { Suggestions } from "./suggestions.js";
import { TextBox } from "./textbox.js";

export class Composer {
  suggestions = new Suggestions();
  #page;
  #drafts = new Map();
  #channel = null;
  #command = null;
  #text;
  #alert = el("p", { class: "composer-problem", role: "alert" });
  #send = el(
    "button",
    { class: "icon-button send", type: "submit", "aria-label": "Send message" },
    icon("send"),
  );
  #slash = el(
    "button",
    { class: "icon-button slash", type: "button", "aria-label": "Show commands" },
    icon("slash"),
  );
  #box = el("div", { class: "composer-box" });

  constructor(page) {
    this.#page = page;
    this.#text = new TextBox({
      typed: () => this.#typed(),
      key: (event) => this.#key(event),
      left: () => this.suggestions.hide(),
    });
    this.#slash.onclick = () => this.#begin();
    this.node = el(
      "form",
      { id: "composer", class: "composer", novalidate: true, "aria-label": "Compose" },
      this.suggestions.node,
      this.#box,
      this.#alert,
    );
    this.node.onsubmit = (event) => {
      event.preventDefault();
      this.send();
    };
  }

  get #commands() {
    return offered(this.#page.store, this.#page.store.channels.get(this.#page.store.here));
  }

  /** Shows the box of the channel that one is in; its draft comes back. */
  render() {
    const { store } = this.#page;
    const channel = store.channels.get(store.here);
    this.node.hidden = !channel || channel.type === FORUM;
    if (!channel) return;
    if (this.#channel !== channel.id) this.#change(channel.id);
    this.#draw(this.#text.describe(channel));
    this.#text.fit();
  }

  #change(channelId) {
    if (this.#channel)
      this.#drafts.set(this.#channel, { text: this.#text.value, command: this.#command });
    const draft = this.#drafts.get(channelId) ?? { text: "", command: null };
    this.#channel = channelId;
    this.suggestions.hide();
    this.#text.value = draft.text;
    this.#command = draft.command;
    this.#alert.textContent = "";
  }

  /** Drops all drafts: somebody else sits here now. */
  forget() {
    this.#drafts.clear();
    this.#channel = null;
    this.#command = null;
    this.#text.value = "";
  }

  #draw(enabled) {
    this.#slash.hidden = Boolean(this.#command) || !this.#commands.length;
    this.#send.hidden = !enabled;
    this.#send.setAttribute("aria-label", this.#command ? "Send command" : "Send message");
    const inner = this.#command
      ? [this.#command.node, this.#command.leaving]
      : [this.#slash, this.#text.input, this.#text.count];
    const children = [...inner, this.#send];
    const shown = [...this.#box.children];
    // Only when it changes: whoever is moved loses the focus.
    if (children.length !== shown.length || children.some((one, index) => one !== shown[index]))
      this.#box.replaceChildren(...children);
    const alert = this.#command ? this.#command.problem : this.#alert;
    if (this.node.lastChild !== alert) this.node.lastChild.replaceWith(alert);
  }

  focus() {
    if (this.#command) this.#command.focus();
    else this.#text.focus();
  }

  /** Puts a command into the box, with fields filled in: [[option name, text]]. False where it is not offered. */
  open(name, values = []) {
    const command = this.#commands.find((one) => one.name === name);
    if (!command) return false;
    this.#enter(command).fill(values);
    this.focus();
    return true;
  }

  #enter(command) {
    // First whatever change is still to be shown: it would put its own draft in this one's place.
    this.render();
    this.suggestions.hide();
    this.#text.value = "";
    this.#alert.textContent = "";
    this.#command = new CommandLine(command, this, this.#page);
    this.render();
    return this.#command;
  }

  /** Back to plain text. */
  leave() {
    this.suggestions.hide();
    this.#command = null;
    this.render();
    this.#text.focus();
  }

  #begin() {
    this.#text.value = "/";
    this.#text.focus();
    this.#typed();
  }

  #typed() {
    this.#alert.textContent = "";
    const text = this.#text.value;
    const commands = this.#commands;
    const read = text.startsWith("/") && readLine(text, commands);
    // A name alone may still grow into another one: a space or Enter ends it.
    if (read && text.length > read.command.name.length + 1 && !longer(text, commands))
      return this.#take(read);
    if (/^\/[^\n]*$/.test(text)) return this.#offer(matching(commands, text.slice(1)), text);
    return this.suggestions.hide();
  }

  #take({ command, lead = "", values = [] }) {
    const line = this.#enter(command);
    const named = line.fill(values).at(-1);
    const led = lead.trim() ? line.place(lead) : null;
    (named ?? led ?? line).focus();
  }

  #offer(commands, typed) {
    const pick = (command, key) =>
      this.#pick(command, key === "Enter" && typed.trimEnd() === `/${command.name}`);
    this.suggestions.show(this.#text.input, picker(commands, typed, pick, this.#page.language));
  }

  /** A name typed in full that needs nothing more is sent by the same Enter. */
  #pick(command, whole) {
    this.#take({ command });
    if (whole && !command.options.length) this.#sendCommand();
  }

  #key(event) {
    if (event.isComposing || this.suggestions.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !event.altKey && !this.#text.value) {
      event.preventDefault();
      this.#page.focusLog();
    }
  }

  send() {
    return this.#command ? this.#sendCommand() : this.#sendText();
  }

  async #sendText() {
    const content = this.#text.value.trim();
    if (!content) return;
    const whole = readLine(content, this.#commands);
    if (whole) {
      this.#take(whole);
      this.#sendCommand();
      return;
    }
    const channel = this.#page.store.here;
    this.#alert.textContent = problemOf(content, this.#page);
    if (this.#alert.textContent) return;
    this.#text.value = "";
    const refusal = await say(content, this.#page);
    if (!refusal || this.#channel !== channel) return;
    // Back into the box, unless something else stands there by now.
    this.#text.value ||= content;
    this.#alert.textContent = refusal;
  }

  #sendCommand() {
    const line = this.#command;
    const read = line.read();
    if (!read) return;
    const { command, kept } = line;
    this.leave();
    const again = () => {
      this.#enter(command).restore(kept);
      this.#command.more.focus();
    };
    run(command, read.options, { line: line.line, again }, this.#page);
  }
}
