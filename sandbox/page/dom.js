// Makes elements, and brings a shown tree up to date without taking its focus or its scroll.

const SVG = "http://www.w3.org/2000/svg";
const HANDLERS = [
  "onclick",
  "onchange",
  "oninput",
  "onkeydown",
  "onsubmit",
  "oncontextmenu",
  "onpointerdown",
];

/**
 * An element. `on…` functions become handlers, the rest attributes; false, null and undefined leave an
 * attribute or a child out. For `renew`: `key` says which one among its siblings it is, `same` what it
 * was made of: made of the same it stays untouched, else it is replaced as a whole.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") || name === "key" || name === "same") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

/** An SVG element; icons.js draws with it. */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Words for screen readers alone. */
export function unseen(text) {
  return el("span", { class: "unseen" }, text);
}

/** Makes the children of `parent` what `fresh` holds, keeping each old node that can serve. */
export function renew(parent, fresh) {
  const keyed = new Map();
  for (const child of parent.childNodes) if (child.key !== undefined) keyed.set(child.key, child);
  const keys = new Set(fresh.map((node) => node.key).filter((key) => key !== undefined));
  let at = parent.firstChild;
  for (const node of fresh) {
    while (at && at.key !== undefined && !keys.has(at.key)) at = removed(at);
    const old = node.key === undefined ? at : keyed.get(node.key);
    if (old && old.parentNode === parent && alike(old, node)) {
      if (old !== at) parent.insertBefore(old, at);
      else at = at.nextSibling;
      if (old !== node) bring(old, node);
    } else {
      parent.insertBefore(node, at);
    }
  }
  while (at) at = removed(at);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function alike(old, node) {
  if (old === node) return true;
  const whole = (old.same === undefined) === (node.same === undefined);
  return whole && old.nodeName === node.nodeName && old.key === node.key;
}

function bring(old, fresh) {
  if (fresh.same === undefined) morph(old, fresh);
  else if (old.same !== fresh.same) replace(old, fresh);
}

/** What knows its own nodes cannot be brought up to date piece by piece: its handlers would miss them. */
function replace(old, fresh) {
  const focused = document.activeElement === old;
  old.replaceWith(fresh);
  if (focused) fresh.focus({ preventScroll: true });
}

/** Makes the old node say what the fresh one says. Handlers must find their nodes by the event. */
function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const name of HANDLERS) if (old[name] !== fresh[name]) old[name] = fresh[name];
  renewAttributes(old, fresh);
  renew(old, [...fresh.childNodes]);
}

function renewAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    // Who has the focus would lose it together with its tabindex.
    if (!fresh.hasAttribute(name) && name !== "tabindex") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
