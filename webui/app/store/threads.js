/** The thread that is open beside the room, and the summaries of replies on the first messages of threads. */

import { signal } from "../html.js";

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

/** Takes a new message or a new state of one into the open thread, if it belongs there. @param {any} message */
export function intoThread(message) {
  const thread = openedThread.peek();
  if (!thread) return;
  if (message.id === thread.root.id) {
    if (message.rev >= thread.root.rev) openedThread.value = { ...thread, root: message };
  } else if (message.root_id === thread.root.id) openedThread.value = { ...thread, rows: withRow(thread.rows, message) };
  // A deleted reply belongs to no thread any more.
  else if (thread.rows.some((row) => row.id === message.id)) openedThread.value = { ...thread, rows: thread.rows.filter((row) => row.id !== message.id) };
}

/** Adds or replaces a row. Rows stay in order of seq. @param {any[]} rows @param {any} message @returns {any[]} */
export function withRow(rows, message) {
  const at = rows.findIndex((row) => row.id === message.id);
  if (at >= 0) return rows[at].rev > message.rev ? rows : [...rows.slice(0, at), message, ...rows.slice(at + 1)];
  return [...rows, message].sort((one, other) => one.seq - other.seq);
}

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
