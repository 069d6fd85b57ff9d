// Colours of roles and people, moved until they can be read on either ground.

const DARK_GROUND = [22, 26, 43];
const LIGHT_GROUND = [255, 255, 255];
const LEAST_CONTRAST = 4.6;
const AVATARS = 8n;

/** Lets an element's text take this colour (an int; 0 is none), readable in both themes. */
export function paint(node, colour) {
  if (!colour) return node;
  const rgb = [colour >> 16, (colour >> 8) & 255, colour & 255];
  node.classList.add("painted");
  node.style.setProperty("--on-dark", readable(rgb, DARK_GROUND, 255));
  node.style.setProperty("--on-light", readable(rgb, LIGHT_GROUND, 0));
  return node;
}

/** The bar of an embed shows its colour as it is. */
export function bar(node, colour) {
  if (typeof colour !== "number") return node;
  node.style.setProperty("--bar", `#${colour.toString(16).padStart(6, "0")}`);
  return node;
}

/** One of the avatar grounds of the style sheet, always the same for the same id. */
export function avatarGround(id) {
  return `ground-${Number(BigInt(id) % AVATARS)}`;
}

function readable(rgb, ground, towards) {
  let colour = rgb;
  for (let step = 0; step < 20 && contrast(colour, ground) < LEAST_CONTRAST; step += 1) {
    colour = colour.map((part) => Math.round(part + (towards - part) * 0.1));
  }
  return `rgb(${colour.join(" ")})`;
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
