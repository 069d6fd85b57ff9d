// What lies above the page beside what opened it: placing, closing, giving the focus back.

const GAP = 6;
const EDGE = 8;

let open = [];

/**
 * Shows `node` beside `anchor` (an element or a {x, y}) until Escape, a press elsewhere or `close`.
 * An anchor inside an open <dialog> keeps the overlay in it: all else on the page is inert then.
 */
export function overlay(node, anchor, { side = "below", parent = null, focus = null } = {}) {
  const shown = open.find((one) => one.anchor === anchor);
  if (shown) {
    // The second press on what opened it closes it.
    shown.close();
    return () => {};
  }
  closeDownTo(parent);
  const opener = document.activeElement;
  const host =
    anchor.closest?.("dialog") ?? document.querySelector("dialog[open]") ?? document.body;
  host.append(node);
  place(node, anchor, side);
  const entry = { node, anchor, opener, close };
  open.push(entry);
  node.addEventListener("focusout", ({ relatedTarget: to }) => {
    const above = open.slice(open.indexOf(entry)).some((one) => one.node.contains(to));
    if (to && !above) close(false);
  });
  (focus ?? node).focus({ preventScroll: true });
  return close;

  function close(returnFocus = true) {
    if (!open.includes(entry)) return;
    closeDownTo(entry);
    open = open.filter((one) => one !== entry);
    const inside = node.contains(document.activeElement);
    node.remove();
    anchor.setAttribute?.("aria-expanded", "false");
    if (returnFocus && inside && opener?.isConnected) opener.focus({ preventScroll: true });
  }
}

/** Closes what lies above this entry; without one, everything. */
function closeDownTo(entry) {
  const from = entry ? open.findIndex((one) => one === entry || one.node === entry) + 1 : 0;
  for (const one of open.slice(from).reverse()) one.close(false);
}

/** Closes everything; `returnFocus` to what had it before the first of them was opened. */
export function closeAll({ returnFocus = false } = {}) {
  const opener = open[0]?.opener;
  closeDownTo(null);
  if (returnFocus && opener?.isConnected) opener.focus({ preventScroll: true });
}

/** Puts a fixed element beside an anchor, inside the window. */
export function place(node, anchor, side = "below") {
  const at = anchor.getBoundingClientRect?.() ?? new DOMRect(anchor.x, anchor.y, 0, 0);
  const { width, height } = node.getBoundingClientRect();
  let left = at.left;
  let top = at.bottom + GAP;
  if (side === "end") left = at.right - width;
  if (side === "beside") {
    left = at.right + GAP + width > innerWidth - EDGE ? at.left - width - GAP : at.right + GAP;
    top = at.top;
  }
  if (top + height > innerHeight - EDGE)
    top = side === "beside" ? innerHeight - height - EDGE : at.top - height - GAP;
  node.style.setProperty("left", `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`);
  node.style.setProperty("top", `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`);
}

document.addEventListener(
  "pointerdown",
  (event) => {
    const kept = open.filter(
      ({ node, anchor }) => node.contains(event.target) || anchor.contains?.(event.target),
    );
    closeDownTo(kept.at(-1) ?? null);
  },
  true,
);

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !open.length) return;
    event.preventDefault();
    event.stopPropagation();
    open.at(-1).close();
  },
  true,
);

addEventListener("resize", () => closeAll());
