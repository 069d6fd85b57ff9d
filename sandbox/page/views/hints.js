// Five things to try in the first minute; each button does what it says.

import { el } from "../dom.js";
import { icon } from "../icons.js";

const NEWS = "space-news";
const GENERAL = "general";
const ADDRESS = /https?:\/\/\S+/;
const ENTER = "Press Enter to send it.";
const NONE_YET = "No story has come yet; the first one is on its way.";

export class Hints {
  #page;
  node;

  constructor(page, memory) {
    this.#page = page;
    const close = el(
      "button",
      { class: "icon-button", type: "button", "aria-label": "Dismiss hints" },
      icon("close"),
    );
    close.onclick = () => {
      memory.hintsDone = true;
      this.node.hidden = true;
      page.focusComposer();
    };
    this.node = el(
      "section",
      { class: "hints", "aria-label": "Five things to try", hidden: memory.hintsDone },
      el("h2", { class: "hints-title" }, icon("spark"), "Five things to try"),
      el(
        "div",
        { class: "hints-list" },
        this.#hint("Search for mars", () => this.#search()),
        this.#hint("Launches to #general", () => this.#subscribe()),
        this.#hint("Press Coverage", () => this.#coverage()),
        this.#hint("Add a club's feed", () => this.#add()),
        this.#hint("Ask why", () => this.#why()),
      ),
      close,
    );
  }

  #hint(words, act) {
    return el("button", { class: "hint", type: "button", onclick: act }, words);
  }

  #channel(name) {
    return [...this.#page.store.channels.values()].find((one) => one.name === name);
  }

  #search() {
    this.#open("news search", [["query", "mars"]]);
  }

  async #subscribe() {
    await this.#inGeneralAsAdmin();
    this.#open("subscribe", [["topic", "launch"]]);
  }

  /** With the address that somebody gave in #general last. */
  async #add() {
    const general = await this.#inGeneralAsAdmin();
    const said = general ? this.#page.store.log(general.id).messages : [];
    const given = said.findLast((one) => !one.author.bot && ADDRESS.test(one.content));
    this.#open("feed add", given ? [["url", given.content.match(ADDRESS)[0]]] : []);
  }

  /** What became of the newest story. */
  async #why() {
    await this.#asAdmin();
    const news = this.#channel(NEWS);
    if (!news) return this.#notYet();
    this.#page.go(news.id);
    const story = this.#newest(news);
    if (!story) return this.#page.say(NONE_YET);
    return this.#open("why", [["link", story.embeds[0].url]]);
  }

  #newest(news) {
    const isStory = (one) =>
      one.components?.some((row) =>
        row.components?.some((button) => button.label?.startsWith("Coverage")),
      );
    return this.#page.store.log(news.id).messages.findLast(isStory);
  }

  async #asAdmin() {
    const { store } = this.#page;
    if (store.you.title === "admin" || store.you.title === "owner") return;
    const admin = [...store.people.values()].find((one) => one.title === "admin");
    if (admin) await this.#page.become(admin.name);
  }

  async #inGeneralAsAdmin() {
    await this.#asAdmin();
    const general = this.#channel(GENERAL);
    if (general) this.#page.go(general.id);
    return general;
  }

  #open(name, values) {
    if (this.#page.openCommand(name, values)) this.#page.say(ENTER);
    else this.#notYet();
  }

  async #coverage() {
    const news = this.#channel(NEWS);
    if (!news) return this.#notYet();
    this.#page.go(news.id);
    const story = this.#newest(news);
    if (!story) return this.#page.say(NONE_YET);
    const row = await this.#page.jump(news.id, story.id);
    const button = [...(row?.querySelectorAll("button.button") ?? [])].find((one) =>
      one.textContent.startsWith("Coverage"),
    );
    button?.focus({ preventScroll: true });
    this.#page.stayAtEnd();
    return button?.click();
  }

  #notYet() {
    this.#page.say("Downlink is still starting; try again in a moment.");
  }
}
