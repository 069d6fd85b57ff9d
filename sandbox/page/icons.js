// The page's own drawings, 24 by 24, in the colour of the text around them.

import { svg } from "./dom.js";

const PATHS = {
  text: ["M9.5 4 8 20M16 4l-1.5 16M4.5 9h15.5M4 15h15.5"],
  announcement: ["M4 10v4h3l8 4.5v-13L7 10H4z", "M18.5 9.2a4 4 0 0 1 0 5.6", "M8 14.5V19h2.5"],
  forum: ["M4 5h12v8H9l-3 3v-3H4z", "M19 9h1.5v8H18v3l-3-3h-4"],
  direct: ["M4 5h16v11h-9l-4 4v-4H4z", "M8 10.500h.01M12 10.500h.01M16 10.500h.01"],
  thread: ["M6 4v9a3 3 0 0 0 3 3h9", "M14.5 12.5 18 16l-3.5 3.5", "M10 7h8M10 11h4"],
  pin: ["M9 4h6l-1 6 3 3v1.5H7V13l3-3-1-6z", "M12 14.5V21"],
  people: [
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.8 19.5c.6-3.6 3-5.5 6.2-5.5s5.6 1.9 6.2 5.5",
    "M15.5 5a3.3 3.3 0 0 1 0 6M17.5 14.4c2 .7 3.3 2.4 3.7 5.1",
  ],
  more: ["M5 12h.01M12 12h.01M19 12h.01"],
  close: ["M6 6l12 12M18 6 6 18"],
  send: ["M4 12 3.5 4.5 21 12 3.5 19.5 4 12zM4 12h8"],
  menu: ["M4 6.500h16M4 12h16M4 17.500h16"],
  plus: ["M12 5v14M5 12h14"],
  down: ["M12 5v14M6 13l6 6 6-6"],
  next: ["M9 5l7 7-7 7"],
  back: ["M15 5l-7 7 7 7"],
  open: ["M7 10l5 5 5-5"],
  outside: ["M13 5h6v6M19 5l-9 9M10 6H5v13h13v-5"],
  file: ["M7 3h7l4 4v14H7zM14 3v4h4"],
  eye: [
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
    "M12 14.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  ],
  silent: [
    "M17 10.500V10a5 5 0 0 0-8.500-3.500M7 10v3.500L5 17h12M10 19.500a2.200 2.200 0 0 0 4 0",
    "M4 4l16 16",
  ],
  slash: [
    "M6.5 3.5h11a3 3 0 0 1 3 3v11a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3v-11a3 3 0 0 1 3-3z",
    "M14 7.5l-4 9",
  ],
  check: ["M5 12.500l4.5 4.500L19 7.5"],
  lock: ["M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  spanner: [
    "M14.500 6.500a4 4 0 0 1 5-3.200L17 6l1 1.500L20.500 6.500a4 4 0 0 1-5.300 4.600L8 18.500a2 2 0 0 1-3-3l7.500-7a4 4 0 0 1 2-2z",
  ],
  spark: ["M12 3l1.8 6.200L20 11l-6.2 1.800L12 19l-1.8-6.200L4 11l6.2-1.800z"],
};

/** One of the drawings; decoration only, its meaning must stand in words beside it. */
export function icon(name) {
  const lines = PATHS[name].map((d) => svg("path", { d }));
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" },
    ...lines,
  );
}
