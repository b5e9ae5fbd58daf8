/** The rooms of this person, as the host shows them: with unread counts, mentions and the last message. */

import { batch, computed, signal } from "../html.js";
import { nameTable } from "../lib/formatting/names.js";
import { byNameKey } from "../lib/text.js";
import { route } from "./route.js";
import { isActive, isAdmin, isGuest, me, myId } from "./session.js";
import { syncLayer } from "./sync_layer.js";
import { keptTimeline } from "./timelines.js";

const meanwhile = newMeanwhile();

/** The rooms by id. @type {import("@preact/signals").Signal<Map<string, any>>} */
export const rooms = signal(new Map());

/** Sets one entry of a signal that holds a map. @template V @param {import("@preact/signals").Signal<Map<string, V>>} table @param {string} id @param {V} value */
export function put(table, id, value) {
  table.value = new Map(table.value).set(id, value);
}

/** Removes one entry of a signal that holds a map. @template V @param {import("@preact/signals").Signal<Map<string, V>>} table @param {string} id */
export function drop(table, id) {
  if (!table.value.has(id)) return;
  const left = new Map(table.value);
  left.delete(id);
  table.value = left;
}

/**
 * Keeps what is heard while a list is asked for: the host may have read the list before, and its answer must not undo it.
 * @returns {{heard: (repeat: () => void) => void, ask: <A>(load: () => Promise<A>, take: (answer: A) => void) => Promise<A>}}
 */
export function newMeanwhile() {
  /** For each request under way, what was heard since. @type {Set<(() => void)[]>} */
  const asking = new Set();
  return {
    /** Notes a change. @param {() => void} repeat makes it once more */
    heard: (repeat) => asking.forEach((changes) => changes.push(repeat)),
    /** Asks for a list and takes it, and then what was heard meanwhile. @template A @param {() => Promise<A>} load @param {(answer: A) => void} take @returns {Promise<A>} the answer @throws what `load` throws */
    ask: async (load, take) => {
      /** @type {(() => void)[]} */
      const changes = [];
      asking.add(changes);
      const answer = await load().finally(() => asking.delete(changes));
      batch(() => {
        take(answer);
        for (const repeat of changes) repeat();
      });
      return answer;
    },
  };
}

/** Replaces the list by that of a snapshot. @param {any[]} list */
export function replaceRooms(list) {
  rooms.value = new Map(list.map((room) => [room.id, merged(rooms.peek().get(room.id), room)]));
}

/** Asks for the list. @template {{rooms: any[]}} A @param {() => Promise<A>} load @returns {Promise<A>} the answer @throws what `load` throws */
export const askRooms = (load) => meanwhile.ask(load, (answer) => replaceRooms(answer.rooms));

/** Stores a room as the host shows it to this person. @param {any} room */
export function putRoom(room) {
  meanwhile.heard(() => putRoom(room));
  put(rooms, room.id, merged(rooms.peek().get(room.id), room));
}

/** What the host leaves out of a room when it is not so. */
const LEFT_OUT = { archived: undefined, line: undefined };

/**
 * Merges two states of a room. Numbers only rise: an older snapshot must not undo what an event has told. A room
 * without changes stays the same object, so that its row is not drawn again.
 * @param {any} known @param {any} room
 */
function merged(known, room) {
  if (!known) return room;
  const isOlder = room.last_rev < known.last_rev;
  const fresh = { ...known, ...LEFT_OUT, ...room, ...(isOlder && { last_seq: known.last_seq, read_seq: known.read_seq, last_rev: known.last_rev, last_message: known.last_message, unread_mentions: known.unread_mentions }) };
  return JSON.stringify(fresh) === JSON.stringify(known) ? known : fresh;
}

/** What `inOrder` has sorted last, and the names of that time. */
let sorted = { names: "", ids: /** @type {string[]} */ ([]) };

/** Sorts by name, the first room first. It sorts again only when a room was added or removed or has another name: a message moves none. @param {any[]} list @returns {any[]} */
export function inOrder(list) {
  const names = list.map((room) => `${room.id} ${room.name}`).join("\n");
  if (names !== sorted.names) sorted = { names, ids: [...list].sort(byHome).map((room) => room.id) };
  const byId = new Map(list.map((room) => [room.id, room]));
  return sorted.ids.map((id) => byId.get(id));
}

/** When the last message of a room was sent, empty without one. @param {any} room @returns {string} */
export const lastTime = (room) => room.last_message?.created_at ?? "";

/** @param {any} a @param {any} b */
const byHome = (a, b) => Number(b.home) - Number(a.home) || byNameKey(a, b);

/** Removes a room. @param {string} id */
export function dropRoom(id) {
  meanwhile.heard(() => dropRoom(id));
  drop(rooms, id);
}

/** Whether a message is this person's own. A reminder stands in their name too, but they have not read it. @param {any} message */
const isOwnAndRead = (message) => message.sender_id === myId.peek() && !message.content?.reminder;

/** Whether a message mentions this person, by name or with the whole room. @param {any} message */
export function concernsMe(message) {
  if (message.sender_id === myId.peek()) return false;
  if (message.mentions.includes(myId.peek()) || message.mentions_all === "everyone") return true;
  return message.mentions_all === "here" && isActive.peek();
}

/** Updates a room by a message that was posted, changed or synced. @param {any} message */
export function messageReceived(message) {
  const room = rooms.peek().get(message.room_id);
  if (!room) return;
  const isNew = message.seq > room.last_seq;
  const isOwn = isOwnAndRead(message);
  put(rooms, room.id, {
    ...room,
    last_seq: Math.max(room.last_seq, message.seq),
    last_rev: Math.max(room.last_rev, message.rev),
    read_seq: isOwn && !isByHost(message) ? Math.max(room.read_seq, message.seq) : room.read_seq,
    unread_mentions: room.unread_mentions + Number(isNew && concernsMe(message)),
    last_message: !room.last_message || message.seq >= room.last_message.seq ? message : room.last_message,
  });
}

/** Whether the host has posted a message at its time. Its author need not have read the room. @param {any} message */
const isByHost = (message) => message.client_id?.startsWith("scheduled-");

/** Sets how far this person has read a room. @param {string} id @param {number} seq */
export function setRead(id, seq) {
  meanwhile.heard(() => setRead(id, seq));
  const room = rooms.peek().get(id);
  if (!room || room.read_seq === seq) return;
  const unread_mentions = seq >= room.last_seq ? 0 : room.unread_mentions;
  put(rooms, id, { ...room, read_seq: seq, unread_mentions });
}

/** Sets which messages of a room notify this person. @param {string} id @param {string} involvement */
export function involvementChanged(id, involvement) {
  meanwhile.heard(() => involvementChanged(id, involvement));
  const room = rooms.peek().get(id);
  if (room) put(rooms, id, { ...room, involvement });
}

/** Sets how many members a room has. The host sends a room again only when something else of it has changed. @param {string} id @param {number} count */
export function membersCounted(id, count) {
  meanwhile.heard(() => membersCounted(id, count));
  const room = rooms.peek().get(id);
  if (room && room.member_count !== count) put(rooms, id, { ...room, member_count: count });
}

/** Counts the messages of others that this person has not read. Own messages do not count, even after the room was marked unread by hand. @param {any} room */
export function unreadIn(room) {
  const unread = Math.max(0, room.last_seq - room.read_seq);
  if (unread === 0) return 0;
  const mine = (keptTimeline(room.id)?.peek()?.rows ?? []).filter((row) => row.seq > room.read_seq && isOwnAndRead(row));
  return unread - mine.length;
}

/** Returns what a room's row shows: how many unread messages, and whether they are for this person (amber) or for all (quiet). @param {any} room */
export function badge(room) {
  const unread = unreadIn(room);
  const forMe = room.unread_mentions;
  if (room.involvement === "nothing" || room.involvement === "hidden" || room.archived || unread === 0) return { count: 0, forMe: false, unread: false };
  if (room.kind === "direct") return { count: unread, forMe: true, unread: true };
  if (room.involvement === "mentions") return { count: forMe, forMe: true, unread: true };
  return { count: unread, forMe: forMe > 0, unread: true };
}

/** The sum of the badges of several rooms. @param {any[]} list */
export function badgeOfAll(list) {
  const all = list.map(badge);
  return { count: all.reduce((sum, one) => sum + one.count, 0), forMe: all.some((one) => one.forMe && one.count > 0) };
}

/** Whether this person can only read in the room that is open: they are read-only, or the room is archived. */
export const readOnlyHere = computed(() => Boolean(me.value?.read_only || rooms.value.get(route.value.room ?? "")?.archived));

/** The sum of the badges of all rooms. */
export const unreadTotal = computed(() => badgeOfAll([...rooms.value.values()]).count);

/** The list of open rooms is asked for at most this often, milliseconds. */
const ASK_MS = 300_000;

/** In larger rooms only the owner and admins mention everyone. */
const MOST_MEMBERS = 500;
/** In rooms of more people than this the sender is asked first. */
const ASKED_MEMBERS = 20;

/** Whether this person may mention a whole room by a word. The host decides; this says the same before it has answered. @param {any} room */
export function mayMentionAll(room) {
  if (!room || room.kind === "direct" || isGuest.peek() || me.peek()?.read_only) return false;
  return isAdmin.peek() || room.member_count <= MOST_MEMBERS;
}

/** Whether the sender is asked before a whole room is mentioned. @param {any} room */
export const asksFirst = (room) => mayMentionAll(room) && room.member_count > ASKED_MEMBERS;

/** The open rooms that this person is not in, as the host listed them last. @type {import("@preact/signals").Signal<any[]>} */
export const openRooms = signal([]);

let askedAt = -Infinity;

/** Asks for the open rooms, if that was not done lately. */
export function wantOpenRooms() {
  if (isGuest.peek() || Date.now() - askedAt < ASK_MS) return;
  askedAt = Date.now();
  void syncLayer().then((on) => on.loadOpenRooms());
}

/** The rooms with a name, those that this person is in last. @returns {any[]} */
export const namedRooms = () => [...openRooms.value, ...[...rooms.value.values()].filter((room) => room.kind !== "direct")];

/** Ids and names as one text, so that a message, which changes a room, does not change the table of names. */
const spelled = computed(() => JSON.stringify(namedRooms().map((room) => [room.name, room.id])));

/** The ids of rooms by name. Where two have one name, this person's own is meant. */
export const roomNames = computed(() => nameTable(JSON.parse(spelled.value)));
