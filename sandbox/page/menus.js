// Menus by the book: arrows, Home, End, first letters; a submenu opens beside its item.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { closeAll, overlay } from "./overlays.js";

/**
 * Opens a menu. An item: {label, act} or {label, items} for a submenu; {danger} paints it, {line} parts
 * it from those above. `caption`: words above them all.
 */
export function openMenu(anchor, items, label, { parent, side = "end", caption } = {}) {
  const node = el("div", { class: "menu", role: "menu", "aria-label": label, tabindex: -1 });
  if (caption) node.append(el("p", { class: "menu-caption", role: "none" }, caption));
  const buttons = items.map((item) => entry(item, node));
  items.forEach((item, index) => {
    if (item.line) node.append(el("div", { class: "menu-line", role: "separator" }));
    node.append(buttons[index]);
  });
  node.onkeydown = (event) => move(event, buttons, close);
  const close = overlay(node, anchor, { side, parent, focus: buttons[0] });
  anchor.setAttribute?.("aria-expanded", "true");
  return close;
}

function entry(item, menu) {
  const more = Boolean(item.items);
  const button = el(
    "button",
    {
      class: item.danger ? "menu-item danger" : "menu-item",
      role: "menuitem",
      type: "button",
      tabindex: -1,
      "aria-haspopup": more && "menu",
      "aria-expanded": more && "false",
    },
    el("span", {}, item.label),
    more && icon("next"),
  );
  button.onclick = () => {
    if (more) return openMenu(button, item.items, item.label, { parent: menu, side: "beside" });
    // The focus goes back first, so that what the item opens can give it back in turn.
    closeAll({ returnFocus: true });
    return item.act();
  };
  button.onpointerenter = () => button.focus({ preventScroll: true });
  return button;
}

function move(event, buttons, close) {
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (step !== undefined) {
    buttons.at(step % buttons.length).focus();
  } else if (event.key === "ArrowRight" && document.activeElement?.getAttribute("aria-haspopup")) {
    document.activeElement.click();
  } else if (event.key === "ArrowLeft" || event.key === "Tab") {
    close();
  } else if (event.key.length === 1) {
    beginning(event.key, buttons, at)?.focus();
    return;
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function beginning(letter, buttons, at) {
  const order = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
  return order.find((one) => one.textContent.toLowerCase().startsWith(letter.toLowerCase()));
}
