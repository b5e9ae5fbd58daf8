/** Where the keys of a voice note's waveform lead, and which note follows another one. */

const STEP_MS = 5_000;
const PAGE_MS = 30_000;

/** Returns the place that a key leads to, in milliseconds; null for another key. @param {string} key @param {number} at @param {number} long @returns {number | null} */
export function placeByKey(key, at, long) {
  const by = { ArrowRight: STEP_MS, ArrowUp: STEP_MS, ArrowLeft: -STEP_MS, ArrowDown: -STEP_MS, PageUp: PAGE_MS, PageDown: -PAGE_MS, Home: -Infinity, End: Infinity }[key];
  return by === undefined ? null : Math.min(long, Math.max(0, at + by));
}

/** @typedef {{file: any, message: any}} Note */

/** Returns the next voice note of a room behind this one. @param {any[]} rows its messages, the oldest first @param {string} fileId @returns {Note | null} */
export function noteAfter(rows, fileId) {
  const notes = rows.filter(({ deleted }) => !deleted).flatMap((message) => (message.attachments ?? []).filter((/** @type {any} */ { kind }) => kind === "voice").map((/** @type {any} */ file) => ({ file, message })));
  const at = notes.findIndex(({ file }) => file.id === fileId);
  return at < 0 ? null : notes[at + 1] ?? null;
}
