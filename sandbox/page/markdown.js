// Discord's markdown -> DOM nodes: the blocks. What stands inside a line is read by inline.js.

import { el } from "./dom.js";
import { inline } from "./inline.js";

const FENCE = /```(?:([\w+#.-]{1,30})\n)?\n?([\s\S]*?)\n?```/g;
const HEADING = /^(#{1,3}) +(\S.*)$/;
const SUBTEXT = /^-# +(\S.*)$/;
const ITEM = /^( *)(?:([-*])|(\d{1,9})\.) +(\S.*)$/;
const QUOTE = /^> ?(.*)$/;
const EMOJI_ALONE =
  /^(?:\s*(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*){1,12}\s*$/u;

/** The nodes of a whole text; `page` gives names to mentions and does what buttons in the text do. */
export function markdown(text, page) {
  if (EMOJI_ALONE.test(text)) return [el("p", { class: "jumbo" }, text.trim())];
  const nodes = [];
  let at = 0;
  for (const fence of text.matchAll(FENCE)) {
    nodes.push(...blocks(text.slice(at, fence.index).replace(/\n$/, ""), page));
    // A scrolling block must be reachable without a mouse.
    nodes.push(el("pre", { tabindex: 0, "aria-label": "Code" }, el("code", {}, fence[2])));
    at = fence.index + fence[0].length;
  }
  const rest = at ? text.slice(at).replace(/^\n/, "") : text;
  return [...nodes, ...blocks(rest, page)];
}

function blocks(text, page) {
  const lines = text ? text.split("\n") : [];
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = block(lines, at, page);
    nodes.push(node);
    at = next;
  }
  return nodes;
}

/** The block that begins at this line, and the line after it. */
function block(lines, at, page) {
  const line = lines[at];
  if (line.startsWith(">>> ") && !page.inQuote) {
    const whole = [line.slice(4), ...lines.slice(at + 1)].join("\n");
    return [el("blockquote", {}, blocks(whole, inQuote(page))), lines.length];
  }
  if (QUOTE.test(line) && !page.inQuote) return quote(lines, at, page);
  if (ITEM.test(line)) return list(lines, at, page);
  const heading = HEADING.exec(line);
  if (heading) {
    const level = heading[1].length;
    return [el(`h${level + 2}`, { class: `heading-${level}` }, inline(heading[2], page)), at + 1];
  }
  const subtext = SUBTEXT.exec(line);
  if (subtext) return [el("p", { class: "subtext" }, inline(subtext[1], page)), at + 1];
  return paragraph(lines, at, page);
}

function paragraph(lines, at, page) {
  const end = until(lines, at + 1, (line) => begins(line, page));
  return [el("p", {}, inline(lines.slice(at, end).join("\n"), page)), end];
}

function begins(line, page) {
  const known = page.inQuote ? [HEADING, SUBTEXT, ITEM] : [HEADING, SUBTEXT, ITEM, QUOTE, /^>>> /];
  return known.some((pattern) => pattern.test(line));
}

/** Quotes hold no quotes. */
function inQuote(page) {
  return { ...page, inQuote: true };
}

function quote(lines, at, page) {
  const end = until(lines, at, (line) => !QUOTE.test(line));
  const quoted = lines.slice(at, end).map((line) => QUOTE.exec(line)[1]);
  return [el("blockquote", {}, blocks(quoted.join("\n"), inQuote(page))), end];
}

/** One list with what is indented below its items; a list ends where the indent is less. */
function list(lines, at, page) {
  const first = ITEM.exec(lines[at]);
  const indent = first[1].length;
  const node = first[3] ? el("ol", { start: Math.min(Number(first[3]), 999999) }) : el("ul");
  let next = at;
  while (next < lines.length) {
    const item = ITEM.exec(lines[next]);
    if (!item || item[1].length < indent) break;
    if (item[1].length === indent && Boolean(item[3]) !== Boolean(first[3])) break;
    if (item[1].length > indent + 1 && node.lastChild) {
      const [inner, after] = list(lines, next, page);
      node.lastChild.append(inner);
      next = after;
    } else {
      node.append(el("li", {}, inline(item[4], page)));
      next += 1;
    }
  }
  return [node, next];
}

function until(lines, at, ends) {
  const found = lines.findIndex((line, index) => index >= at && ends(line));
  return found < 0 ? lines.length : found;
}
