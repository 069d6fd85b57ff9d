// Pictures in messages: lazily loaded, gone without a trace when they fail, full size on a press.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { address, outward } from "../links.js";

/** A picture that opens full size; {url, width?, height?} as Discord has them. */
export function picture(data, name, look) {
  const href = address(data.url ?? "");
  if (!href) return el("span");
  const image = el("img", {
    src: href,
    alt: name,
    loading: "lazy",
    decoding: "async",
    referrerpolicy: "no-referrer",
    width: data.width,
    height: data.height,
  });
  const button = el(
    "button",
    { class: `picture loading ${look}`, type: "button", "aria-label": `${name} – open full size` },
    image,
  );
  image.onload = () => button.classList.remove("loading");
  image.onerror = () => button.classList.add("failed");
  button.onclick = () => show(href, name);
  return button;
}

function show(href, name) {
  const dialog = el("dialog", { class: "viewer", "aria-label": name });
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Close" },
    icon("close"),
  );
  const full = el("img", { src: href, alt: name, referrerpolicy: "no-referrer" });
  close.onclick = () => dialog.close();
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  dialog.onclose = () => dialog.remove();
  dialog.append(
    el("div", { class: "viewer-bar" }, outward(href, {}, "Open original"), close),
    full,
  );
  document.body.append(dialog);
  dialog.showModal();
}
