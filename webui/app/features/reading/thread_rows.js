/** The rows of the open thread. */

import { openedThread } from "../../store/timelines.js";

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
