// Discord's numbers and orders that several parts of the page need.

const DIRECT = 1;
const ANNOUNCEMENT = 5;
export const FORUM = 15;
export const THREADS = [10, 11, 12];

export const LARGEST_FILE = 10 * 1024 * 1024;

export const CROSSPOSTED = 1;
export const EPHEMERAL = 64;
export const LOADING = 128;
export const EMBEDS_SUPPRESSED = 4;
export const SILENT = 4096;

export const MessageType = {
  PINNED: 6,
  THREAD_CREATED: 18,
  REPLY: 19,
  COMMAND: 20,
  STARTER: 21,
  MENU: 23,
};

// By which commands are kept from people, by their bits.
const PERMISSIONS = [
  [5n, "Manage Server"],
  [34n, "Manage Threads"],
];

/** The permissions that one needs to be offered a command, in words. */
export function neededFor(command) {
  const bits = BigInt(command.default_member_permissions ?? 0);
  return PERMISSIONS.filter(([bit]) => bits & (1n << bit)).map(([, name]) => name);
}

/** Ids are snowflakes: too long for a number, and older where they are smaller. */
export function isNewer(id, than) {
  return id.length === than.length ? id > than : id.length > than.length;
}

export function isThread(channel) {
  return THREADS.includes(channel.type);
}

export function isArchived(channel) {
  return Boolean(channel.thread_metadata?.archived);
}

/** Messages between this person and the bot, in no server. */
export function isDirect(channel) {
  return channel.type === DIRECT;
}

/** The channel's name with the sign that Discord puts before it. */
export function signed(channel) {
  if (isDirect(channel)) return `@${channel.name}`;
  return isThread(channel) ? channel.name : `#${channel.name}`;
}

/** What a channel's type is called, to people and to icons.js. */
export function kind(channel) {
  if (isThread(channel)) return "thread";
  return { [DIRECT]: "direct", [ANNOUNCEMENT]: "announcement", [FORUM]: "forum" }[channel.type] ?? "text";
}
