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
