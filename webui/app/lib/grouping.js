/** Arranges messages into rows: where a group begins and ends, and where the day lines and the "new" line stand. */

import { dayKey } from "./time.js";

/** A pause longer than this starts a new group, milliseconds, as in other messengers. */
const GROUP_GAP_MS = 5 * 60_000;

/** The time of each message, parsed once, because all rows of a room are arranged again with each new message. @type {WeakMap<any, {at: number, day: string}>} */
const times = new WeakMap();

/** @param {any} message */
function timeOf(message) {
  const known = times.get(message);
  if (known) return known;
  const found = { at: Date.parse(message.created_at), day: dayKey(message.created_at) };
  times.set(message, found);
  return found;
}

/** Whether `next` is drawn in one group with `before`. @param {any} before @param {any} next */
export function continues(before, next) {
  if (before.sender_id !== next.sender_id) return false;
  const [earlier, later] = [timeOf(before), timeOf(next)];
  return later.at - earlier.at < GROUP_GAP_MS && earlier.day === later.day;
}

/**
 * Returns the rows of a timeline, in order: {type: "day", iso}, {type: "new"}, {type: "message", message, first, last}.
 * @param {any[]} messages @param {number | null} divider the last seq that was read on opening; null: no line
 * @param {string} me
 */
export function arrange(messages, divider, me) {
  const marks = messages.map((message, at) => opens(messages[at - 1], message, divider, me));
  let lineDrawn = false;
  return messages.flatMap((message, at) => {
    const before = messages[at - 1];
    const rows = [];
    if (!before || timeOf(before).day !== timeOf(message).day) rows.push({ type: "day", iso: message.created_at });
    if (!lineDrawn && isNew(message, divider, me)) {
      lineDrawn = true;
      rows.push({ type: "new" });
    }
    const last = at === messages.length - 1 || marks[at + 1];
    rows.push({ type: "message", message, first: marks[at], last });
    return rows;
  });
}

/** @param {any} before @param {any} message @param {number | null} divider @param {string} me */
function opens(before, message, divider, me) {
  if (!before || !continues(before, message)) return true;
  return isNew(message, divider, me) && !isNew(before, divider, me);
}

/** @param {any} message @param {number | null} divider @param {string} me */
const isNew = (message, divider, me) =>
  divider !== null && message.seq !== null && message.seq > divider && (message.sender_id !== me || Boolean(message.content?.reminder));
