// The slash commands offered in a channel, each subcommand as one; and whole lines read as commands.

const SUBCOMMAND = 1;
const GROUP = 2;
const CHAT_INPUT = 1;
const NAMED = /(^|\s)([-_'\p{L}\p{N}]{1,32}):/gu;

/** [{name: "news search", description, description_localizations, options}] in the order of their names. */
export function offered(store, channel) {
  const ids = new Set(channel?.may.commands ?? []);
  const mine = store.commands.filter(
    (one) => ids.has(one.id) && (one.type ?? CHAT_INPUT) === CHAT_INPUT,
  );
  const flat = mine.flatMap((one) => leaves(one, [one.name]));
  const first = flat.filter(
    (one, index) => flat.findIndex((other) => other.name === one.name) === index,
  );
  return first.sort((a, b) => a.name.localeCompare(b.name));
}

function leaves(command, path) {
  const inner = (command.options ?? []).filter(
    (one) => one.type === SUBCOMMAND || one.type === GROUP,
  );
  if (inner.length) return inner.flatMap((one) => leaves(one, [...path, one.name]));
  return [{ ...command, name: path.join(" "), options: command.options ?? [] }];
}

/** Those that fit what was typed after the slash: beginnings first, then what holds it anywhere. */
export function matching(commands, typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = (one) => {
    if (one.name.startsWith(wanted)) return 0;
    if (one.name.split(" ").some((word) => word.startsWith(wanted))) return 1;
    return one.name.includes(wanted) ? 2 : 3;
  };
  return commands.filter((one) => rank(one) < 3).sort((a, b) => rank(a) - rank(b));
}

/** A whole line: {command, lead, values} as of readOptions, or null where it begins with no command. */
export function readLine(line, commands) {
  const fitting = commands.filter(
    (one) => line === `/${one.name}` || line.startsWith(`/${one.name} `),
  );
  const command = fitting.sort((a, b) => b.name.length - a.name.length)[0];
  if (!command) return null;
  const rest = line.slice(command.name.length + 1).trimStart();
  return { command, ...readOptions(rest, command.options) };
}

/** "mars rover topic:moon" -> {lead: "mars rover ", values: [["topic", "moon"]]}: what names no option comes first. */
export function readOptions(text, options) {
  const known = new Set(options.map((one) => one.name));
  const marks = [...text.matchAll(NAMED)].filter((one) => known.delete(one[2].toLowerCase()));
  const starts = marks.map((one) => ({
    name: one[2].toLowerCase(),
    from: one.index,
    to: one.index + one[0].length,
  }));
  const values = starts.map(({ name, to }, index) => [
    name,
    text.slice(to, starts[index + 1]?.from ?? text.length).trimStart(),
  ]);
  return { lead: text.slice(0, starts[0]?.from ?? text.length), values };
}
