/** Messages that were sent and that the host has not acknowledged yet. sync/outbox.js stores and sends them. */

import { signal } from "../html.js";
import { newClientId } from "../lib/text.js";
import { myId, owner } from "./session.js";

/**
 * A file that is being sent. `folder` is a number that tells a folder from another one; `poster` is a picture of a video. `id` is the host's, once all its bytes are there; `place` is the address of its upload.
 * @typedef {{key: string, url: string, name: string, size: number, kind: string, type: string, width?: number,
 *   height?: number, duration_ms?: number, peaks?: number[], file?: File, folder?: number, poster?: Blob, modified: number, place?: string, id?: string}} Chosen
 */

/**
 * @typedef {{client_id: string, owner: string, room_id: string, body: string, reply_to: string | null, folded?: boolean,
 *   content?: object | null, attachments?: Chosen[], attachment_ids?: string[], created_at: string, state: "pending" | "failed", reason: string | null}} Entry
 */

/** The entries, in the order of sending. @type {import("@preact/signals").Signal<Entry[]>} */
export const pending = signal([]);

/**
 * @typedef {{id: string, room_id: string, body: string, reply_to: string | null, send_at: string, created_at: string,
 *   problem: string | null, problem_key?: string}} Scheduled
 */

/** The messages that the host posts for me later, the next one first. @type {import("@preact/signals").Signal<Scheduled[]>} */
export const scheduled = signal([]);

/**
 * Adds a message to those that are to be sent.
 * @param {string} roomId @param {string} body @param {string | null} replyTo
 * @param {object | null} [content] what it carries besides its text, such as a poll
 * @param {boolean} [folded] whether the reply stands in its thread only
 * @param {Chosen[]} [attachments]
 * @returns {Entry}
 */
export function enqueue(roomId, body, replyTo, content = null, folded = false, attachments) {
  /** @type {Entry} */
  const entry = {
    client_id: newClientId(), owner: owner.peek(), room_id: roomId, body, reply_to: replyTo,
    ...(content && { content }), ...(folded && { folded }), ...(attachments && { attachments }), created_at: new Date().toISOString(), state: "pending", reason: null,
  };
  pending.value = [...pending.peek(), entry];
  return entry;
}

/** The files that are chosen for the next message of each place: the id of a room, or what `inThread` makes. features/sending puts them there. @type {import("@preact/signals").Signal<Map<string, Chosen[]>>} */
export const trays = signal(new Map());

/** The place of what is written in a thread. @param {{id: string, room_id: string}} root its first message */
export const inThread = ({ id, room_id: room }) => `${room}/${id}`;

/** The room of a place. @param {string} place */
export const roomOf = (place) => place.split("/")[0];

/** Whether replies in threads are shown in the room too, during this visit. */
export const isShownInRoom = signal(true);

/** Adds a poll or a checklist to those that are to be sent, to a room or to a thread of it. @param {string} place @param {string} body @param {object} content */
export function enqueueContent(place, body, content) {
  const [room, root = null] = place.split("/");
  return enqueue(room, body, root, content, root !== null && !isShownInRoom.peek());
}

/** Empties the tray of a place, once its files are in a message: what is in neither is not uploaded any more. @param {string} place */
export function clearTray(place) {
  if (trays.peek().has(place)) trays.value = new Map([...trays.peek()].filter(([other]) => other !== place));
}

/** Whether the files of an entry are still being uploaded, so that it cannot be posted yet. @param {Entry} entry */
export const isUploading = ({ attachments, attachment_ids: ids }) => Boolean(attachments && !ids);

/** Changes an entry. @param {string} clientId @param {Partial<Entry>} change */
export function changeEntry(clientId, change) {
  pending.value = pending.peek().map((entry) => (entry.client_id === clientId ? { ...entry, ...change } : entry));
}

/** Removes an entry. @param {string} clientId */
export function dropEntry(clientId) {
  pending.value = pending.peek().filter((entry) => entry.client_id !== clientId);
}

/** Returns a pending entry in the shape of a message, so that it can be drawn like one. @param {Entry} entry */
export function asMessage(entry) {
  return {
    id: null, room_id: entry.room_id, seq: null, rev: 0, client_id: entry.client_id, sender_id: myId.peek(), body: entry.body,
    created_at: entry.created_at, edited_at: null, deleted: false, reply_to: entry.reply_to,
    mentions: [], reactions: [], attachments: (entry.attachments ?? []).map(({ id, ...file }) => file), state: entry.state, uploads: entry.state === "pending" && isUploading(entry), reason: entry.reason, ...(entry.folded && { thread: { folded: true } }),
  };
}
