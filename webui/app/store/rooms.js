/** The rooms I am in, as the host shows them to me: with what is unread, what is for me, and the last line. */

import { computed, signal } from "../html.js";
import { byNameKey } from "../lib/text.js";
import { myId } from "./session.js";
import { keptTimeline } from "./timelines.js";

/** @type {import("@preact/signals").Signal<Map<string, any>>} */
export const rooms = signal(new Map());

/** @template V @param {import("@preact/signals").Signal<Map<string, V>>} table @param {string} id @param {V} value */
export function put(table, id, value) {
  table.value = new Map(table.value).set(id, value);
}

/** @template V @param {import("@preact/signals").Signal<Map<string, V>>} table @param {string} id */
export function drop(table, id) {
  if (!table.value.has(id)) return;
  const left = new Map(table.value);
  left.delete(id);
  table.value = left;
}

/** The complete list, from a snapshot. @param {any[]} list */
export function replaceRooms(list) {
  rooms.value = new Map(list.map((room) => [room.id, merged(rooms.peek().get(room.id), room)]));
}

/** A room as the host shows it to me. @param {any} room */
export function putRoom(room) {
  put(rooms, room.id, merged(rooms.peek().get(room.id), room));
}

/**
 * Numbers only rise: an older snapshot must not undo what an event has told. A room in which nothing changed stays the
 * same object, so that its row is not drawn anew.
 * @param {any} known @param {any} room
 */
function merged(known, room) {
  if (!known) return room;
  const isOlder = room.last_rev < known.last_rev;
  const fresh = { ...known, ...room, ...(isOlder && { last_seq: known.last_seq, read_seq: known.read_seq, last_rev: known.last_rev, last_message: known.last_message, unread_mentions: known.unread_mentions }) };
  return JSON.stringify(fresh) === JSON.stringify(known) ? known : fresh;
}

/** What `inOrder` sorted last, and how that looked. */
let sorted = { names: "", ids: /** @type {string[]} */ ([]) };

/** By name, the first room first. Sorted anew only when a room came or went or has another name: a message moves none. @param {any[]} list @returns {any[]} */
export function inOrder(list) {
  const names = list.map((room) => `${room.id} ${room.name}`).join("\n");
  if (names !== sorted.names) sorted = { names, ids: [...list].sort(byHome).map((room) => room.id) };
  const byId = new Map(list.map((room) => [room.id, room]));
  return sorted.ids.map((id) => byId.get(id));
}

/** @param {any} a @param {any} b */
const byHome = (a, b) => Number(b.home) - Number(a.home) || byNameKey(a, b);

/** @param {string} id */
export const dropRoom = (id) => drop(rooms, id);

/** A message was heard: posted, changed or synced. @param {any} message */
export function messageReceived(message) {
  const room = rooms.peek().get(message.room_id);
  if (!room) return;
  const isNew = message.seq > room.last_seq;
  const isOwn = message.sender_id === myId.peek();
  put(rooms, room.id, {
    ...room,
    last_seq: Math.max(room.last_seq, message.seq),
    last_rev: Math.max(room.last_rev, message.rev),
    read_seq: isOwn ? Math.max(room.read_seq, message.seq) : room.read_seq,
    unread_mentions: room.unread_mentions + Number(isNew && !isOwn && message.mentions.includes(myId.peek())),
    last_message: !room.last_message || message.seq >= room.last_message.seq ? message : room.last_message,
  });
}

/** @param {string} id @param {number} seq */
export function setRead(id, seq) {
  const room = rooms.peek().get(id);
  if (!room || room.read_seq === seq) return;
  const unread_mentions = seq >= room.last_seq ? 0 : room.unread_mentions;
  put(rooms, id, { ...room, read_seq: seq, unread_mentions });
}

/** Messages of others that I have not read. Mine among them, where I made them unread by hand, are none. @param {any} room */
export function unreadIn(room) {
  const unread = Math.max(0, room.last_seq - room.read_seq);
  if (unread === 0) return 0;
  const mine = (keptTimeline(room.id)?.peek()?.rows ?? []).filter((row) => row.seq > room.read_seq && row.sender_id === myId.peek());
  return unread - mine.length;
}

/** What a room's line shows: how many, and whether they are for me (amber) or for all (quiet). @param {any} room */
export function badge(room) {
  const unread = unreadIn(room);
  const forMe = room.unread_mentions;
  if (room.involvement === "nothing" || room.involvement === "hidden" || unread === 0) return { count: 0, forMe: false, unread: false };
  if (room.kind === "direct") return { count: unread, forMe: true, unread: true };
  if (room.involvement === "mentions") return { count: forMe, forMe: true, unread: true };
  return { count: unread, forMe: forMe > 0, unread: true };
}

export const unreadTotal = computed(() => [...rooms.value.values()].reduce((sum, room) => sum + badge(room).count, 0));
