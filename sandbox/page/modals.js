// The bot's forms: <dialog>s with labelled inputs, each checked in words before they are sent.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { options, select } from "./selects.js";

const ROW = 1;
const TEXT_INPUT = 4;
const TEXT_DISPLAY = 10;
const LABEL = 18;
const PARAGRAPH = 2;

let made = 0;

/** Shows a form of the bot's and submits it; what comes of it is told as messages. */
export function openModal(modal, page) {
  const fields = modal.components.map((one) => field(one, page));
  const submit = async () => {
    const values = Object.fromEntries(
      fields.filter((one) => one.id).map((one) => [one.id, one.value()]),
    );
    const done = await page.ask("submit", { modal: modal.id, values });
    if (done.modal) openModal(done.modal, page);
  };
  formDialog(modal.title, fields, "Submit", submit);
}

/**
 * A dialog with a form. A field: {node, problem(), focus()}; `submit` throws what is to be shown.
 */
export function formDialog(title, fields, label, submit) {
  const alert = el("p", { class: "problem", role: "alert" });
  const heading = el("h2", { id: fresh("title") }, title);
  const cancel = el("button", { class: "button quiet", type: "button" }, "Cancel");
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Close" },
    icon("close"),
  );
  const send = el("button", { class: "button primary", type: "submit" }, label);
  const form = el(
    "form",
    { novalidate: true },
    el("div", { class: "dialog-head" }, heading, close),
    el(
      "div",
      { class: "dialog-body" },
      fields.map((one) => one.node),
      alert,
    ),
    el("div", { class: "dialog-foot" }, cancel, send),
  );
  const dialog = el("dialog", { class: "modal", "aria-labelledby": heading.id }, form);
  cancel.onclick = () => dialog.close();
  close.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const wrong = fields.filter((one) => one.check && !one.check());
    if (wrong.length || send.getAttribute("aria-busy")) return wrong[0]?.focus();
    send.setAttribute("aria-busy", "true");
    alert.textContent = "";
    try {
      await submit();
      return dialog.close();
    } catch (refused) {
      alert.textContent = refused.message;
      return send.removeAttribute("aria-busy");
    }
  };
  document.body.append(dialog);
  dialog.showModal();
  fields.find((one) => one.focus)?.focus();
}

function field(data, page) {
  if (data.type === TEXT_DISPLAY)
    return { node: el("div", { class: "text" }, markdown(data.content, page)) };
  if (data.type === ROW) return textField(data.components[0]);
  if (data.type !== LABEL)
    return { node: el("p", { class: "problem" }, "This part of the form cannot be shown here.") };
  const inner = { ...data.component, label: data.label, description: data.description };
  return inner.type === TEXT_INPUT ? textField(inner) : selectField(inner, page);
}

/** A labelled text input that counts and checks itself. */
export function textField(data) {
  const id = fresh("field");
  const { least, most, required } = bounds(data);
  const input = el(data.style === PARAGRAPH ? "textarea" : "input", {
    id,
    class: "input",
    rows: data.style === PARAGRAPH ? 4 : null,
    placeholder: data.placeholder,
    autocomplete: "off",
    "aria-required": String(required),
    "aria-describedby": `${id}-about ${id}-problem`,
  });
  input.value = data.value ?? "";
  const count = el("span", { class: "count dim", "aria-hidden": "true" });
  const parts = labelled(id, data, required, input, count);
  const recount = () =>
    (count.textContent =
      most < 4000 || input.value.length > 3800 ? `${input.value.length}/${most}` : "");
  input.oninput = () => {
    recount();
    if (input.getAttribute("aria-invalid")) check();
  };
  recount();
  function check() {
    return mark(input, parts.problem, textProblem(input.value, least, most, required));
  }
  return {
    id: data.custom_id,
    node: parts.node,
    value: () => input.value,
    check,
    focus: () => input.focus(),
  };
}

function bounds(data) {
  return {
    least: data.min_length ?? 0,
    most: data.max_length ?? 4000,
    required: data.required ?? true,
  };
}

function textProblem(value, least, most, required) {
  if (!value.trim()) return required ? "This field is required." : "";
  if (value.length > most) return `At most ${most} characters, please.`;
  return value.length < least ? `At least ${least} characters, please.` : "";
}

function selectField(data, page) {
  const id = fresh("field");
  const required = data.required ?? true;
  let values = options(data, page.store)
    .filter((one) => one.chosen)
    .map((one) => one.value);
  const taken = (chosen) => {
    values = chosen;
    check();
  };
  const relaxed = required ? data : { ...data, min_values: 0 };
  const button = select(relaxed, page, taken, data.label);
  button.id = id;
  const parts = labelled(id, data, required, button, "");
  const least = Math.max(data.min_values ?? 1, 1);
  function check() {
    const wanted = required && values.length < least;
    return mark(button, parts.problem, wanted ? "Please make a choice." : "");
  }
  return {
    id: data.custom_id,
    node: parts.node,
    value: () => values,
    check,
    focus: () => button.focus(),
  };
}

function labelled(id, data, required, input, count) {
  const problem = el("p", { class: "problem", id: `${id}-problem` });
  const star = required ? el("span", { class: "required", "aria-hidden": "true" }, " *") : "";
  const node = el(
    "div",
    { class: "form-field" },
    el("div", { class: "form-label" }, el("label", { for: id }, data.label, star), count),
    el("p", { class: "form-about dim", id: `${id}-about` }, data.description ?? ""),
    input,
    problem,
  );
  return { node, problem };
}

/** Shows what is wrong with a control; whether all is well. */
export function mark(input, problem, words) {
  problem.textContent = words;
  if (words) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return !words;
}

function fresh(what) {
  made += 1;
  return `${what}-${made}`;
}
