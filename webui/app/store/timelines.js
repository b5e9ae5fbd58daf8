/**
 * The messages that the page holds of each room: a window without gaps of at most WINDOW rows, in order of seq. The
 * functions on a timeline are pure; the signals stand below them. The thread beside the room stands at the end.
 */

import { signal } from "../html.js";

/** How many rows the page keeps. More cost layout time on a phone, and nobody reads them at once. */
export const WINDOW = 200;
/** When the window is full, a new message cuts it down to this. Cutting one row off with each message would move all others each time. */
const CUT_TO = 160;
/** How many rooms keep their rows. The one that was looked at longest ago is dropped first. */
const KEPT_ROOMS = 12;

/** @typedef {{rows: any[], moreBefore: boolean, moreAfter: boolean, rev: number}} Timeline */

/** Makes a timeline of a page. @param {any} page an answer of /api/rooms/ID/messages @returns {Timeline} */
export function fromPage(page) {
  return { rows: page.messages, moreBefore: page.more_before, moreAfter: page.more_after, rev: page.last_rev };
}

/** Adds older rows. If there are too many, the newest are dropped. @param {Timeline} timeline @param {any} page @returns {Timeline} */
export function prepend(timeline, page) {
  const older = page.messages.filter((/** @type {any} */ row) => row.seq < firstSeq(timeline));
  const rows = [...older, ...timeline.rows];
  const kept = rows.slice(0, WINDOW);
  return { ...timeline, rows: kept, moreBefore: page.more_before, moreAfter: timeline.moreAfter || kept.length < rows.length };
}

/** Adds newer rows. If there are too many, the oldest are dropped. @param {Timeline} timeline @param {any} page @param {number} [most] @returns {Timeline} */
export function append(timeline, page, most = WINDOW) {
  const newer = page.messages.filter((/** @type {any} */ row) => row.seq > lastSeq(timeline));
  const rows = [...timeline.rows, ...newer];
  const kept = rows.slice(-most);
  return { ...timeline, rows: kept, moreAfter: page.more_after, moreBefore: timeline.moreBefore || kept.length < rows.length };
}

/**
 * Adds a new message or a new state of one. It replaces its row, or follows the last one. One outside the window
 * changes nothing.
 * @param {Timeline} timeline @param {any} message @param {boolean} atEnd whether the reader is at the end
 * @returns {Timeline}
 */
export function applyMessage(timeline, message, atEnd) {
  const next = applyRow(timeline, message, atEnd);
  const rows = withSummary(next.rows, message);
  return rows === next.rows ? next : { ...next, rows };
}

/** @param {Timeline} timeline @param {any} message @param {boolean} atEnd @returns {Timeline} */
function applyRow(timeline, message, atEnd) {
  const at = timeline.rows.findIndex((row) => row.id === message.id);
  if (at >= 0) return replaceRow(timeline, at, message);
  if (timeline.moreAfter || message.seq <= lastSeq(timeline)) return timeline;
  // A gap would go unnoticed: the rows after it wait until they are asked for.
  const follows = timeline.rows.length === 0 ? !timeline.moreBefore : message.seq === lastSeq(timeline) + 1;
  // Dropping the oldest rows would remove what a reader further up is looking at.
  if (!follows || (timeline.rows.length >= WINDOW && !atEnd)) return { ...timeline, moreAfter: true };
  return append(timeline, { messages: [message], more_after: false }, timeline.rows.length >= WINDOW ? CUT_TO : WINDOW);
}

/** @param {Timeline} timeline @param {number} at @param {any} message @returns {Timeline} */
function replaceRow(timeline, at, message) {
  if (timeline.rows[at].rev > message.rev) return timeline;
  const rows = timeline.rows.slice();
  rows[at] = message;
  return { ...timeline, rows };
}

/** @param {Timeline} timeline */
const firstSeq = (timeline) => timeline.rows[0]?.seq ?? Infinity;
/** The seq of the last row; 0 without rows. @param {Timeline} timeline */
export const lastSeq = (timeline) => timeline.rows[timeline.rows.length - 1]?.seq ?? 0;

/** @type {Map<string, import("@preact/signals").Signal<Timeline | null>>} */
const kept = new Map();

/** The timeline of a room. Its value is null until a page of it was loaded. @param {string} roomId */
export function timelineOf(roomId) {
  const found = kept.get(roomId) ?? signal(/** @type {Timeline | null} */ (null));
  kept.delete(roomId);
  kept.set(roomId, found);
  if (kept.size > KEPT_ROOMS) kept.delete(kept.keys().next().value ?? "");
  return found;
}

/** The timelines that hold rows, as [room id, timeline]. @returns {[string, Timeline][]} */
export const heldTimelines = () =>
  [...kept].flatMap(([id, held]) => (held.peek() ? [/** @type {[string, Timeline]} */ ([id, held.peek()])] : []));

/** The timeline of a room if the page keeps one; it is not created. @param {string} roomId */
export const keptTimeline = (roomId) => kept.get(roomId) ?? null;

/** Drops the rows of a room. @param {string} roomId */
export function forgetTimeline(roomId) {
  const held = kept.get(roomId);
  if (held) held.value = null;
}

/** A message by id, from whichever room holds it. @param {string} id */
export function heldMessage(id) {
  for (const [, timeline] of heldTimelines()) {
    const found = timeline.rows.find((row) => row.id === id);
    if (found) return found;
  }
  return null;
}

/** Whether the reader of the open room is at its end. The timeline component sets it. */
export const readerAtEnd = signal(true);

/** The message that the open timeline is to scroll to and highlight. */
export const scrollTarget = signal(/** @type {string | null} */ (null));

/**
 * @typedef {{root: any, rows: any[], moreBefore: boolean, following: boolean}} Thread
 * rows: the replies that the page holds, in order of seq
 */

/** The open thread, or null. @type {import("@preact/signals").Signal<Thread | null>} */
export const openedThread = signal(/** @type {Thread | null} */ (null));

/** The thread that somebody wants to see. feature_triggers.js shows it beside the room. */
export const askedThread = signal(/** @type {{id: string, roomId: string} | null} */ (null));

/** Opens the thread that a message is in, or would begin. @param {any} message */
export const openThread = (message) => (askedThread.value = { id: message.root_id ?? message.id, roomId: message.room_id });

/**
 * Gives the first message of a thread the summary that a reply to it carries, if the reply is newer than what is known.
 * @param {any[]} rows @param {any} reply @returns {any[]} the same rows when nothing changes
 */
export function withSummary(rows, reply) {
  if (!reply.root_id || !reply.thread) return rows;
  const at = rows.findIndex((row) => row.id === reply.root_id);
  if (at < 0 || (rows[at].thread && rows[at].thread.last_at >= reply.thread.last_at)) return rows;
  const { folded, ...thread } = reply.thread;
  const changed = rows.slice();
  changed[at] = { ...rows[at], thread };
  return changed;
}
