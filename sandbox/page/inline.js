// Discord's markdown inside a line -> DOM nodes. Only text nodes and known elements are made.

import { el } from "./dom.js";
import { address, outward, plainEnd } from "./links.js";
import { mention, placeLink, placeOf } from "./mentions.js";
import { spoiler } from "./spoiler.js";
import { moment } from "./time.js";

const DEEPEST = 8;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
const ANGLE =
  /<(?:(@!?|@&|#)(\d{1,20})|\/([^:<>\n]{1,100}):(\d{1,20})|a?(:\w{1,32}:)\d{1,20}|t:(-?\d{1,13})(?::([tTdDfFsSR]))?|(https?:\/\/[^\s<>]+))>/y;
const BARE = /https?:\/\/[^\s<>]+/y;
const EVERYONE = /@(?:everyone|here)\b/y;
const MASKED = /\(<?(https?:\/\/[^\s<>]+?)>?(?: +"[^"\n]*")?\)/y;
const MARKS = [
  ["**", "strong"],
  ["__", "u"],
  ["~~", "s"],
  ["||", "spoiler"],
  ["*", "em"],
  ["_", "em"],
];

/** The nodes of a text without blocks. `page.plainLinks`: a link's words alone, inside another link. */
export function inline(text, page, depth = 0) {
  return depth > DEEPEST ? [text] : new Line(text, page, depth).nodes();
}

class Line {
  #at = 0;
  #plain = "";
  #nodes = [];
  // Marks that are known to have no end further on: without this, hostile text costs a square of time.
  #endless = new Set();

  constructor(text, page, depth) {
    this.text = text;
    this.page = page;
    this.depth = depth;
  }

  nodes() {
    while (this.#at < this.text.length) {
      if (!this.#special()) {
        this.#plain += this.text[this.#at];
        this.#at += 1;
      }
    }
    this.#flush();
    return this.#nodes;
  }

  #special() {
    const here = this.text[this.#at];
    if (here === "\\") return this.#escape();
    if (here === "`") return this.#code();
    if (here === "<") return this.#angle();
    if (here === "[") return this.#masked();
    if (here === "@") return this.#everyone();
    if (here === "h") return this.#bare();
    return "*_~|".includes(here) && this.#marked();
  }

  #take(node, length) {
    this.#flush();
    this.#nodes.push(node);
    this.#at += length;
    return true;
  }

  #flush() {
    if (this.#plain) this.#nodes.push(document.createTextNode(this.#plain));
    this.#plain = "";
  }

  #match(pattern, at = this.#at) {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }

  #inner(text) {
    return inline(text, this.page, this.depth + 1);
  }

  #escape() {
    const next = this.text[this.#at + 1];
    if (!next || !ESCAPABLE.test(next)) return false;
    this.#plain += next;
    this.#at += 2;
    return true;
  }

  #code() {
    const fence = this.#match(/`+/y)[0];
    if (this.#endless.has(fence)) return false;
    const from = this.#at + fence.length;
    let end = this.text.indexOf(fence, from);
    while (end >= 0 && this.text[end + fence.length] === "`") {
      end = this.text.indexOf(fence, end + this.#match(/`+/y, end)[0].length);
    }
    if (end < 0) {
      this.#endless.add(fence);
      return false;
    }
    return this.#take(
      el("code", {}, this.text.slice(from, end).trim() || " "),
      end + fence.length - this.#at,
    );
  }

  #angle() {
    const found = this.#match(ANGLE);
    if (!found) return false;
    const [whole, sign, id, command, , emoji, seconds, style, url] = found;
    if (url) return this.#take(this.#link(url), whole.length);
    if (emoji) return this.#take(document.createTextNode(emoji), whole.length);
    if (seconds) return this.#take(moment(new Date(Number(seconds) * 1000), style), whole.length);
    return this.#take(mention(this.page, { sign, id, command }), whole.length);
  }

  #everyone() {
    const found = this.page.mentionsEveryone && this.#match(EVERYONE);
    return found ? this.#take(el("span", { class: "mention" }, found[0]), found[0].length) : false;
  }

  #masked() {
    const end = this.#closingBracket();
    const target = end > 0 && this.#match(MASKED, end + 1);
    if (!target) return false;
    const words = this.text.slice(this.#at + 1, end);
    if (!words.trim()) return false;
    const shown = inline(words, { ...this.page, plainLinks: true }, this.depth + 1);
    return this.#take(this.#link(target[1], shown), end + 1 + target[0].length - this.#at);
  }

  #closingBracket() {
    if (this.#endless.has("[")) return -1;
    let open = 0;
    for (let at = this.#at; at < this.text.length; at += 1) {
      if (this.text[at] === "\\") at += 1;
      else if (this.text[at] === "[") open += 1;
      else if (this.text[at] === "]") open -= 1;
      if (open === 0) return at;
    }
    this.#endless.add("[");
    return -1;
  }

  #bare() {
    const found = this.#match(BARE);
    if (!found || /\w/.test(this.text[this.#at - 1] ?? "")) return false;
    const url = plainEnd(found[0]);
    return this.#take(this.#link(url), url.length);
  }

  #link(url, shown = null) {
    const place = placeOf(this.page, url);
    return place ? placeLink(this.page, place, shown) : this.#outward(url, shown ?? [url]);
  }

  #outward(url, shown) {
    const href = address(url);
    if (!href || this.page.plainLinks) return el("span", {}, shown);
    return outward(href, {}, shown);
  }

  #marked() {
    for (const [mark, tag] of MARKS) {
      if (!this.text.startsWith(mark, this.#at)) continue;
      const end = this.#end(mark);
      if (end < 0) continue;
      const inner = this.#inner(this.text.slice(this.#at + mark.length, end));
      const node = tag === "spoiler" ? spoiler(inner) : el(tag, {}, inner);
      return this.#take(node, end + mark.length - this.#at);
    }
    return false;
  }

  /** Where the text in this mark ends; -1 where it does not. */
  #end(mark) {
    const from = this.#at + mark.length;
    if (this.#endless.has(mark) || (mark.length === 1 && /\s|^$/.test(this.text[from] ?? "")))
      return -1;
    if (mark === "_" && /\w/.test(this.text[this.#at - 1] ?? "")) return -1;
    for (let at = from; at < this.text.length; at += 1) {
      if (this.text[at] === "\\") at += 1;
      else if (this.text.startsWith(mark, at) && at > from) {
        if (this.#closes(mark, at)) return at;
        if (mark.length === 1 && this.text[at + 1] === mark) at += 1;
      }
    }
    this.#endless.add(mark);
    return -1;
  }

  #closes(mark, at) {
    const after = this.text[at + mark.length] ?? "";
    // In ***both*** the last two stars are the outer mark's.
    if (mark.length === 2) return after !== mark[0];
    if (after === mark || /\s/.test(this.text[at - 1])) return false;
    return mark !== "_" || !/\w/.test(after);
  }
}
