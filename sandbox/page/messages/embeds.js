// Embeds and attachments -> nodes. Pictures are loaded from the web's addresses alone.

import { bar } from "../colour.js";
import { el, unseen } from "../dom.js";
import { icon } from "../icons.js";
import { inline } from "../inline.js";
import { address, outward } from "../links.js";
import { markdown } from "../markdown.js";
import { calendar, stamp } from "../time.js";
import { fileName, plainWords } from "./parts.js";
import { picture } from "./pictures.js";

/** One embed as a card. */
export function embed(data, page) {
  const node = el("div", { class: "embed", role: "group", "aria-label": plainTitle(data, page) });
  const picturesOnly = data.type === "image" || data.type === "gifv";
  if (picturesOnly && data.url && !data.title && !data.description) {
    return picture(data.thumbnail ?? { url: data.url }, "Image", "embed-image");
  }
  const body = el(
    "div",
    { class: "embed-body" },
    author(data.author),
    title(data, page),
    data.description && el("div", { class: "text" }, markdown(data.description, page)),
    fields(data.fields, page),
  );
  const thumbnail =
    data.thumbnail && picture(data.thumbnail, imageName("Thumbnail", data, page), "embed-thumbnail");
  const image = data.image && picture(data.image, imageName("Image", data, page), "embed-image");
  node.append(
    el("div", { class: "embed-top" }, body, thumbnail ?? ""),
    ...[image, footer(data)].filter(Boolean),
  );
  return bar(node, data.color);
}

function plainTitle(data, page) {
  return plainWords(data.title ?? "", page) || data.author?.name || "Card";
}

function imageName(kind, data, page) {
  return data.title ? `${kind} of: ${plainWords(data.title, page)}` : kind;
}

function author(data) {
  if (!data?.name) return "";
  const href = data.url && address(data.url);
  const name = href ? outward(href, {}, data.name) : el("span", {}, data.name);
  return el("div", { class: "embed-author" }, small(data.icon_url), name);
}

function small(url) {
  const href = url && address(url);
  if (!href) return "";
  const image = el("img", {
    src: href,
    alt: "",
    loading: "lazy",
    referrerpolicy: "no-referrer",
    class: "embed-icon",
  });
  image.onerror = () => image.remove();
  return image;
}

function title(data, page) {
  if (!data.title) return "";
  const href = data.url && address(data.url);
  const words = inline(data.title, href ? { ...page, plainLinks: true } : page);
  return el("div", { class: "embed-title" }, href ? outward(href, {}, words) : words);
}

function fields(all, page) {
  if (!all?.length) return "";
  const cells = all.map((field) =>
    el(
      "div",
      { class: field.inline ? "field field-inline" : "field" },
      el("div", { class: "field-name" }, inline(field.name, page)),
      el("div", { class: "text" }, markdown(field.value, page)),
    ),
  );
  return el("div", { class: "fields" }, cells);
}

function footer({ footer: said, timestamp }) {
  if (!said?.text && !timestamp) return null;
  const at = timestamp && new Date(timestamp);
  const parts = [said?.text && el("span", {}, said.text), at && stamp(at, calendar(at))].filter(
    Boolean,
  );
  const dotted = parts.length === 2 ? [parts[0], " · ", parts[1]] : parts;
  return el("div", { class: "embed-footer" }, small(said?.icon_url), el("span", {}, dotted));
}

/** A picture in place, any other file as a link that saves it and says its size. */
export function attachment(data) {
  const name = fileName(data);
  // Discord measures what it can show.
  if (data.width) return picture(data, data.description || name, "attachment-image");
  const href = address(data.url);
  const save = { href, download: data.filename, title: data.description };
  const link = href ? el("a", save, unseen("Download "), name) : el("span", {}, name);
  return el(
    "div",
    { class: "file" },
    icon("file"),
    link,
    el("span", { class: "dim" }, size(data.size ?? 0)),
  );
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(1)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
