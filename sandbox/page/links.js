// Links out of the page: only to the web, and the other side is told nothing.

import { el } from "./dom.js";

/** A link that opens elsewhere. */
export function outward(href, props, ...shown) {
  return el(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer nofollow", ...props },
    ...shown,
  );
}

/** The address if it is one of the web's, else null: nothing of a feed's text may run. */
export function address(url) {
  try {
    const read = new URL(url);
    if (isFileOfOurs(read)) read.hostname = location.hostname;
    return ["http:", "https:"].includes(read.protocol) ? read.href : null;
  } catch {
    return null;
  }
}

/** This machine has two names, and gives its files only to a page that came by the same one. */
function isFileOfOurs({ hostname, port, pathname }) {
  const here = ["127.0.0.1", "localhost"].includes(hostname) && port === location.port;
  return here && pathname.startsWith("/attachments/");
}

/** An address found in a text, without the stops and brackets that belong to the text. */
export function plainEnd(found) {
  let url = found.replace(/[.,:;!?'"\]*_~|]+$/, "");
  while (url.endsWith(")") && url.split("(").length < url.split(")").length) url = url.slice(0, -1);
  return url;
}
