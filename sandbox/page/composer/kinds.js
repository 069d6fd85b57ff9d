// Each type of option: what it suggests while one types, and how what was typed is read.

import { paint } from "../colour.js";
import { el } from "../dom.js";
import { isDirect, kind as channelKind } from "../discord.js";
import { icon } from "../icons.js";
import { face } from "../messages/parts.js";

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;
export const ATTACHMENT = 11;
const SHOWN = 25;

/**
 * {all, remote, read}: `all()` the fixed list of {label, value} or null where text is free, `remote`
 * whether the bot suggests, `read(text, choice)` gives {value} or {problem}. Files have a field of
 * their own.
 */
export function kindOf(option, page) {
  const all = list(option, page);
  if (all) return { all, read: (text, choice) => oneOf(all(), text, choice, option) };
  const remote = Boolean(option.autocomplete);
  const about = page.language.description(option).textContent;
  const typed = option.type === STRING ? readText : readNumber;
  const read = (text, choice) => {
    if (choice) return { value: choice.value };
    return text.trim() ? typed(option, text.trim()) : { problem: `Type what it asks for: ${about}` };
  };
  return { all: null, remote, read };
}

/** Whether text may be given to it that names no option. */
export function takes(option, text, page) {
  if (option.type === ATTACHMENT) return false;
  const kind = kindOf(option, page);
  // Words that are too long are its own all the same: it says so.
  return (option.type === STRING && !kind.all) || kind.read(text, null).value !== undefined;
}

/** Of a fixed list what fits the text: beginnings first. */
export function fitting(all, text) {
  const wanted = text.trim().replace(/^[#@]/, "").toLowerCase();
  const name = (one) => one.label.replace(/^[#@]/, "").toLowerCase();
  const found = all.filter((one) => name(one).includes(wanted));
  return found
    .sort((a, b) => name(b).startsWith(wanted) - name(a).startsWith(wanted))
    .slice(0, SHOWN);
}

function list(option, { store, language }) {
  if (option.choices?.length) return () => option.choices.map((one) => language.choice(one));
  const lists = {
    [BOOLEAN]: () => [
      { label: "True", value: true },
      { label: "False", value: false },
    ],
    [USER]: () => people(store),
    [CHANNEL]: () => channels(store, option.channel_types),
    [ROLE]: () => roles(store),
    [MENTIONABLE]: () => [...people(store), ...roles(store)],
  };
  return lists[option.type] ?? null;
}

function people(store) {
  return [...store.people.values()].map((one) => ({
    label: `@${one.display_name}`,
    other: one.name,
    value: one.id,
    detail: one.name,
    node: face(one, "tiny"),
  }));
}

function roles(store) {
  return [...store.roles.values()].map((one) => ({
    label: `@${one.name.replace(/^@/, "")}`,
    value: one.id,
    detail: "role",
    node: paint(el("i", { class: "chip-dot" }), one.color),
  }));
}

function channels(store, types) {
  const fit = [...store.channels.values()].filter(
    (one) => !isDirect(one) && (!types?.length || types.includes(one.type)),
  );
  return fit.map((one) => ({
    label: `#${one.name}`,
    value: one.id,
    detail: store.channels.get(one.parent_id)?.name ?? "",
    node: icon(channelKind(one)),
  }));
}

function oneOf(all, text, choice, option) {
  const wanted = text.trim().replace(/^[#@]/, "").toLowerCase();
  const known =
    choice ??
    all.find((one) =>
      [one.label.replace(/^[#@]/, ""), one.other, one.value].some(
        (name) => String(name).toLowerCase() === wanted,
      ),
    );
  if (known) return { value: known.value };
  const things = {
    [BOOLEAN]: "True or False",
    [USER]: "a member",
    [CHANNEL]: "a channel",
    [ROLE]: "a role",
    [MENTIONABLE]: "a member or role",
  };
  return { problem: `Choose ${things[option.type] ?? "one of the list"}.` };
}

function readText(option, said) {
  if (option.max_length && said.length > option.max_length)
    return { problem: `At most ${option.max_length} characters, please.` };
  if (option.min_length && said.length < option.min_length)
    return { problem: `At least ${option.min_length} characters, please.` };
  return { value: said };
}

function readNumber(option, said) {
  const number = Number(said);
  if (!Number.isFinite(number) || (option.type === INTEGER && !Number.isInteger(number))) {
    return { problem: option.type === NUMBER ? "Type a number." : "Type a whole number." };
  }
  if (option.min_value !== undefined && number < option.min_value)
    return { problem: `At least ${option.min_value}, please.` };
  if (option.max_value !== undefined && number > option.max_value)
    return { problem: `At most ${option.max_value}, please.` };
  return { value: number };
}
