// Files go to the server just before the command that they are for, and are named there by a token.

import { Refused } from "./connection.js";

const FAILED = "The file could not be sent. Choose it again.";

/** The options as the socket takes them: each file sent, and its token in its place; throws Refused. */
export async function withUploads(options) {
  const sent = Object.entries(options).map(async ([name, value]) => [
    name,
    value instanceof File ? { upload: await upload(value) } : value,
  ]);
  return Object.fromEntries(await Promise.all(sent));
}

async function upload(file) {
  try {
    const address = `/upload?name=${encodeURIComponent(file.name)}`;
    const response = await fetch(address, { method: "POST", body: file });
    const answer = await response.json();
    if (response.ok) return answer.upload;
    throw new Refused(answer.refused);
  } catch (error) {
    // It may have been changed or deleted since it was chosen.
    throw error instanceof Refused ? error : new Refused(FAILED);
  }
}
