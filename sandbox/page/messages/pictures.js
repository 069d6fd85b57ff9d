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

/** As large as the screen allows; and whole, to be moved about, where it does not allow all of it. */
function show(href, name) {
  const full = el("img", { src: href, alt: name, referrerpolicy: "no-referrer" });
  const around = { class: "viewer-stage", role: "region", "aria-label": "Picture", tabindex: 0 };
  const stage = el("div", around, full);
  const whole = el("button", { class: "button secondary small", type: "button", hidden: true });
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Close" },
    icon("close"),
  );
  const bar = el("div", { class: "viewer-bar" }, whole, outward(href, {}, "Open original"), close);
  const dialog = el("dialog", { class: "viewer", "aria-label": name }, bar, stage);
  close.onclick = () => dialog.close();
  stage.onclick = (event) => event.target === stage && dialog.close();
  dialog.onclose = () => dialog.remove();
  growing(full, stage, whole);
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

/** `button`, or a press on the picture, shows it whole, and in one view again. */
function growing(full, stage, button) {
  const set = (whole) => {
    stage.classList.toggle("whole", whole);
    button.textContent = whole ? "Fit the screen" : "Whole size";
  };
  const isCut = () =>
    full.naturalWidth > stage.clientWidth || full.naturalHeight > stage.clientHeight;
  const turn = ({ x, y }) => {
    if (!isCut()) return;
    const at = full.getBoundingClientRect();
    set(!stage.classList.contains("whole"));
    // What was pressed comes to the middle.
    stage.scrollLeft = ((x - at.left) / at.width) * full.naturalWidth - stage.clientWidth / 2;
    stage.scrollTop = ((y - at.top) / at.height) * full.naturalHeight - stage.clientHeight / 2;
  };
  set(false);
  full.onload = () => (button.hidden = !isCut());
  full.onclick = turn;
  button.onclick = () => turn({ x: 0, y: 0 });
}
