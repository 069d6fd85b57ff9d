// A message's buttons and selects -> nodes that ask the server.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { address, outward } from "../links.js";
import { openModal } from "../modals.js";
import { select } from "../selects.js";

const ROW = 1;
const BUTTON = 2;
const LINK = 5;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };

/** The rows under a message. */
export function components(message, page) {
  return (message.components ?? [])
    .filter((row) => row.type === ROW)
    .map((row) =>
      el(
        "div",
        { class: "component-row" },
        row.components.map((one) => component(one, message, page)),
      ),
    );
}

function component(data, message, page) {
  if (data.type !== BUTTON) {
    const choose = (values, trigger) =>
      act("choose", { custom_id: data.custom_id, values }, trigger, message, page);
    return select(data, page, choose);
  }
  return data.style === LINK ? link(data) : button(data, message, page);
}

function words(data) {
  const emoji = data.emoji && (data.emoji.id ? `:${data.emoji.name}:` : data.emoji.name);
  return [emoji && el("span", { class: "emoji" }, emoji), data.label && el("span", {}, data.label)];
}

function link(data) {
  const href = address(data.url ?? "");
  if (!href || data.disabled)
    return el("span", { class: "button secondary", "aria-disabled": "true" }, words(data));
  return outward(href, { class: "button secondary" }, words(data), icon("outside"));
}

function button(data, message, page) {
  // Not `disabled`: a button that has the focus keeps it while it cannot be pressed.
  const node = el(
    "button",
    {
      class: `button ${STYLES[data.style] ?? "secondary"}`,
      type: "button",
      "aria-disabled": data.disabled && "true",
      key: `button ${data.label ?? data.emoji?.name ?? data.custom_id}`,
    },
    words(data),
  );
  node.onclick = ({ currentTarget }) => {
    if (!data.disabled) act("press", { custom_id: data.custom_id }, currentTarget, message, page);
  };
  return node;
}

/** Asks for one thing at a time of each control; says under the message what went wrong. */
async function act(what, fields, trigger, message, page) {
  const place = { channel: message.channel_id, message: message.id };
  if (trigger.getAttribute("aria-busy") === "true") return;
  page.store.fail(place.channel, place.message, null);
  trigger.setAttribute("aria-busy", "true");
  try {
    const done = await page.ask(what, { ...place, ...fields });
    if (done.modal) openModal(done.modal, page);
  } catch (refused) {
    page.store.fail(place.channel, place.message, refused.message);
  } finally {
    trigger.removeAttribute("aria-busy");
  }
}
