// The world's clock and how moments are shown. Relative times keep themselves right with one timer.

import { el } from "./dom.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
];
const REFRESH = 5000;

const relative = new Intl.RelativeTimeFormat("en");
const shown = (options) => new Intl.DateTimeFormat(undefined, options);
const FULL = shown({ dateStyle: "full", timeStyle: "short" });
const STYLES = {
  t: shown({ timeStyle: "short" }),
  T: shown({ timeStyle: "medium" }),
  d: shown({ dateStyle: "short" }),
  D: shown({ dateStyle: "long" }),
  f: shown({ dateStyle: "long", timeStyle: "short" }),
  F: FULL,
  s: shown({ dateStyle: "short", timeStyle: "short" }),
  S: shown({ dateStyle: "short", timeStyle: "medium" }),
};

let ahead = 0;

/** The world's clock may run elsewhere than this machine's; every fresh message shows where. */
export function setClock(iso) {
  const moved = Date.parse(iso) - Date.now();
  const leaps = Math.abs(moved - ahead) > MINUTE * 1000;
  ahead = moved;
  if (leaps) refresh();
  return leaps;
}

/** A message that came just now can be no later than now; true where it made the clock leap. */
export function noLaterThanNow(iso) {
  return Date.parse(iso) > now() + 1000 && setClock(iso);
}

export function now() {
  return Date.now() + ahead;
}

/** "Today at 14:05", "Yesterday at …", else date and time. */
export function calendar(date) {
  const days = daysAgo(date);
  const clock = STYLES.t.format(date);
  if (days === 0) return `Today at ${clock}`;
  return days === 1 ? `Yesterday at ${clock}` : `${STYLES.d.format(date)} ${clock}`;
}

export function clockTime(date) {
  return STYLES.t.format(date);
}

/** The long date of a divider between days. */
export function day(date) {
  const days = daysAgo(date);
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : STYLES.D.format(date);
}

/** Discord's <t:…:style>, as an element that says the whole date when pointed at. */
export function moment(date, style) {
  if (Number.isNaN(date.getTime())) return document.createTextNode("(an unknown time)");
  const words = style === "R" ? ago(date) : (STYLES[style] ?? STYLES.f).format(date);
  const live = style === "R" ? "" : null;
  return stamp(date, words, { class: "moment", "data-relative": live });
}

/** A <time> with these words. */
export function stamp(date, words, props = {}) {
  return el("time", { datetime: date.toISOString(), title: FULL.format(date), ...props }, words);
}

/** "3 minutes ago", "in 2 hours". */
export function ago(date) {
  const seconds = (date.getTime() - now()) / 1000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return seconds > 0 ? "in a few seconds" : "just now";
}

function daysAgo(date) {
  const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  return Math.round((midnight(new Date(now())) - midnight(date)) / (DAY * 1000));
}

function refresh() {
  for (const each of document.querySelectorAll("time[data-relative]")) {
    const words = ago(new Date(each.dateTime));
    if (each.textContent !== words) each.textContent = words;
  }
}

setInterval(refresh, REFRESH);
