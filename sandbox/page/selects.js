// Selects of messages and forms: a button that opens a listbox; several values with check marks.

import { el } from "./dom.js";
import { THREADS } from "./discord.js";
import { icon } from "./icons.js";
import { overlay } from "./overlays.js";

const STRING = 3;
const USER = 5;
const ROLE = 6;
const MENTIONABLE = 7;
const CHANNEL = 8;
const PLACEHOLDERS = {
  [USER]: "Choose a person",
  [ROLE]: "Choose a role",
  [MENTIONABLE]: "Choose a person or role",
  [CHANNEL]: "Choose a channel",
};

/** A select's button. `chosen(values, button)` is called once the list is closed with a choice. */
export function select(data, page, chosen, labelledby = null) {
  const offered = options(data, page.store);
  let values = offered.filter((one) => one.chosen).map((one) => one.value);
  const placeholder = data.placeholder || PLACEHOLDERS[data.type] || "Make a choice";
  const shown = el("span", { class: "select-shown" });
  const button = el(
    "button",
    {
      class: "select",
      type: "button",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-disabled": data.disabled && "true",
      "aria-label": placeholder,
      key: `select ${data.custom_id}`,
      same: JSON.stringify([data, offered]),
    },
    shown,
    icon("open"),
  );
  const say = () => {
    const names = offered.filter((one) => values.includes(one.value)).map((one) => one.label);
    shown.textContent = names.join(", ") || placeholder;
    shown.classList.toggle("dim", !names.length);
    button.setAttribute(
      "aria-label",
      names.length
        ? `${labelledby ?? placeholder}: ${names.join(", ")}`
        : (labelledby ?? placeholder),
    );
  };
  const take = (fresh) => {
    values = fresh;
    say();
    chosen(values, button);
  };
  const open = () => {
    if (!data.disabled) listbox(button, offered, values, data, take);
  };
  button.onclick = open;
  button.onkeydown = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open();
  };
  say();
  return button;
}

/** {value, label, detail, chosen} of everything that this select offers here. */
export function options(data, store) {
  if (data.type === STRING) return data.options.map(stringOption);
  const preset = new Set((data.default_values ?? []).map((one) => one.id));
  const people = [...store.people.values()].map((one) => ({
    value: one.id,
    label: one.display_name,
    detail: `@${one.name}`,
  }));
  const roles = [...store.roles.values()]
    .filter((one) => one.name !== "@everyone")
    .map((one) => ({ value: one.id, label: `@${one.name}`, detail: "Role" }));
  const all =
    {
      [USER]: people,
      [ROLE]: roles,
      [MENTIONABLE]: [...people, ...roles],
      [CHANNEL]: channels(data, store),
    }[data.type] ?? [];
  return all.map((one) => ({ ...one, chosen: preset.has(one.value) }));
}

function stringOption(one) {
  const emoji = one.emoji ? `${one.emoji.id ? `:${one.emoji.name}:` : one.emoji.name} ` : "";
  return {
    value: one.value,
    label: emoji + one.label,
    detail: one.description ?? "",
    chosen: Boolean(one.default),
  };
}

function channels({ channel_types: types }, store) {
  return [...store.channels.values()]
    .filter((one) => !types?.length || types.includes(one.type))
    .map((one) => ({
      value: one.id,
      label: `${THREADS.includes(one.type) ? "› " : "#"}${one.name}`,
      detail: one.topic ?? "",
    }));
}

function listbox(button, offered, before, data, take) {
  const least = data.min_values ?? 1;
  const most = data.max_values ?? 1;
  const several = most > 1;
  const values = new Set(before);
  const list = el("div", {
    class: "listbox",
    role: "listbox",
    "aria-label": button.getAttribute("aria-label"),
    "aria-multiselectable": several && "true",
  });
  const rows = offered.map((one) => row(one, values, several));
  const note = el("span", { class: "dim", role: "status" });
  const done = el("button", { class: "button primary", type: "button" }, "Done");
  const frame = el(
    "div",
    { class: "listbox-frame" },
    list,
    several && el("div", { class: "listbox-foot" }, note, done),
  );
  list.append(...rows);
  const check = () => {
    const enough = values.size >= least && values.size <= most;
    done.setAttribute("aria-disabled", String(!enough));
    note.textContent =
      least === most ? `${values.size} of ${most}` : `${values.size} chosen, ${least} to ${most}`;
    return enough;
  };
  const finish = () => {
    if (!check()) return;
    close();
    take([...values]);
  };
  const toggle = (index) => {
    const { value } = offered[index];
    if (!several) {
      // Where nothing may be chosen, the second press on a choice takes it back.
      const taken = least === 0 && values.has(value);
      values.clear();
      if (!taken) values.add(value);
      return finish();
    }
    if (!values.delete(value) && values.size < most) values.add(value);
    rows[index].setAttribute("aria-selected", String(values.has(value)));
    return check();
  };
  rows.forEach((node, index) => (node.onclick = () => toggle(index)));
  done.onclick = finish;
  list.onkeydown = (event) => keys(event, rows, toggle, several ? finish : null);
  button.setAttribute("aria-expanded", "true");
  const start = rows.find((node) => node.getAttribute("aria-selected") === "true") ?? rows[0];
  const close = overlay(frame, button, { focus: start ?? list });
  start?.scrollIntoView({ block: "nearest" });
  check();
}

function row(one, values, several) {
  return el(
    "div",
    {
      class: several ? "option several" : "option",
      role: "option",
      tabindex: -1,
      "aria-selected": String(values.has(one.value)),
    },
    el(
      "span",
      { class: "option-words" },
      el("span", {}, one.label),
      one.detail && el("span", { class: "option-detail" }, one.detail),
    ),
    el("span", { class: "option-check", "aria-hidden": "true" }, icon("check")),
  );
}

/** Arrows move, Space or Enter takes; with several values Enter on one toggles it and Tab leads to Done. */
function keys(event, rows, toggle) {
  const at = rows.indexOf(document.activeElement);
  const to = {
    ArrowDown: Math.min(at + 1, rows.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: rows.length - 1,
  }[event.key];
  if (to !== undefined) rows[to]?.focus();
  else if ((event.key === "Enter" || event.key === " ") && at >= 0) toggle(at);
  else if (event.key.length === 1)
    rows.find((one) => one.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  else return;
  event.preventDefault();
}
