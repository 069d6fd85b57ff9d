// The list of commands while a "/" is being typed.

import { el } from "../dom.js";

/** What suggestions.js shows for these commands; `pick(command, key)` takes one. */
export function picker(commands, typed, pick, language) {
  const items = commands.map((one) => ({
    label: `/${one.name}`,
    node: el("span", { class: "suggestion-mark", "aria-hidden": "true" }, "/"),
    detail: language.description(one),
    aside: one.options.map((option) => option.name).join("  "),
    pick: (key) => pick(one, key),
  }));
  const words = typed === "/" ? "Commands" : `Commands matching ${typed}`;
  const note = items.length || typed.includes(" ") ? "" : "No commands match";
  return { items, ready: true, title: items.length ? [el("b", {}, words)] : [], note };
}

/** Whether what was typed may become a longer command's name: "/news topics" is no "/news" with text. */
export function longer(text, commands) {
  return commands.some(
    (one) => `/${one.name}`.startsWith(text) && `/${one.name}` !== text.trimEnd(),
  );
}
