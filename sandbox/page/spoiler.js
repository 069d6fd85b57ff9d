// Hidden words, uncovered by a press.

import { el } from "./dom.js";

/** Covers these nodes; neither eye nor screen reader meets them before. */
export function spoiler(inner) {
  const hidden = el("span", { class: "spoiler-text", inert: true }, inner);
  const cover = el("button", {
    class: "spoiler-cover",
    type: "button",
    "aria-label": "Show spoiler",
  });
  const node = el("span", { class: "spoiler" }, hidden, cover);
  cover.onclick = () => {
    hidden.inert = false;
    hidden.tabIndex = -1;
    hidden.focus();
    cover.remove();
    node.classList.add("revealed");
  };
  return node;
}
