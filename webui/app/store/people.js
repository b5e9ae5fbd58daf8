/** The people of the office: their names and presence, who is typing, and how far each has read. */

import { computed, signal } from "../html.js";
import { series, t } from "../lib/i18n.js";
import { byNameKey } from "../lib/text.js";
import { isQuiet } from "../lib/people/availability.js";
import { membersCounted, newMeanwhile, put, rooms } from "./rooms.js";
import { frontDesk, me, myId } from "./session.js";

/** The users by id. @type {import("@preact/signals").Signal<Map<string, any>>} */
export const users = signal(new Map());
/** Presence by user id. It is separate from the names because it changes far more often. @type {import("@preact/signals").Signal<Map<string, string>>} */
export const presence = signal(new Map());
/** Who is typing: room id -> user id -> until when, as a time in milliseconds. @type {import("@preact/signals").Signal<Map<string, Map<string, number>>>} */
export const typing = signal(new Map());
/** Members: room id -> user id -> membership. @type {import("@preact/signals").Signal<Map<string, Map<string, any>>>} */
export const members = signal(new Map());
/** The revision of the list of users. */
export const usersRev = signal(/** @type {any} */ (null));
/** How many people are not offline, as the host counts them; null where it does not say. @type {import("@preact/signals").Signal<number | null>} */
export const online = signal(/** @type {number | null} */ (null));

/** The host pushes presence at once in offices of up to this many people. */
export const ASK_MOST = 200;

/** The users whose presence is known for certain since it may have changed without an event. Null means that everybody's is. @type {Set<string> | null} */
let certain = null;
/** user id -> how many places on the screen show their presence @type {Map<string, number>} */
const shown = new Map();
/** @type {(isSoon: boolean) => void} */
let wanted = () => {};

const usersMeanwhile = newMeanwhile();
const membersMeanwhile = newMeanwhile();

/** "Typing" ends this long after the last event about it, milliseconds (protocol.md). */
const TYPING_MS = 5_000;

/** Whether this page does not know everybody's presence. Then only the host can count who is here. */
export const isPresenceUnsure = () => certain !== null || users.value.size > ASK_MOST;

/** Replaces all users. @param {any[]} list the complete list */
export function replaceUsers(list) {
  users.value = new Map(list.map((user) => [user.id, user]));
  presence.value = new Map(list.map((user) => [user.id, user.presence]));
  certain = null;
  meToo(list);
}

/** Asks for all users. Without an answer nothing changes. @param {() => Promise<any>} load @returns {Promise<void>} */
export const askUsers = (load) => usersMeanwhile.ask(load, (answer) => {
  replaceUsers(answer.users);
  usersRev.value = answer.users_rev;
}).catch(() => {});

/** Adds or replaces some users. @param {any[]} list those that changed */
export function usersChanged(list) {
  usersMeanwhile.heard(() => usersChanged(list));
  users.value = new Map([...users.peek(), ...list.map((user) => /** @type {[string, any]} */ ([user.id, user]))]);
  presenceChanged(list);
  meToo(list);
}

/** @param {any[]} list */
function meToo(list) {
  const mine = list.find((user) => user.id === myId.peek());
  // At a front desk the host gives everyone the rights of a member.
  if (mine) me.value = { ...me.peek(), ...mine, ...(frontDesk.peek() && { role: me.peek().role }) };
}

/** Takes the presence of some users. @param {{id: string, presence: string}[]} list */
export function presenceChanged(list) {
  usersMeanwhile.heard(() => presenceChanged(list));
  const changed = list.filter((user) => user.presence);
  for (const user of changed) certain?.add(user.id);
  presence.value = new Map([...presence.peek(), ...changed.map((user) => /** @type {[string, string]} */ ([user.id, user.presence]))]);
}

/** Sets the function that is called when presence has to be requested. @param {(isSoon: boolean) => void} ask */
export const whenPresenceWanted = (ask) => (wanted = ask);

/** Notes that presence may have changed without an event: after a gap, or when too many changed at once. @param {boolean} isSoon */
export function presenceUnsure(isSoon) {
  certain = new Set();
  wanted(isSoon);
}

/** Notes that somebody's presence is on the screen, until the returned function is called. @param {string} id */
export function showing(id) {
  shown.set(id, (shown.get(id) ?? 0) + 1);
  if (certain && !certain.has(id)) wanted(true);
  return () => {
    const left = /** @type {number} */ (shown.get(id)) - 1;
    if (left > 0) shown.set(id, left);
    else shown.delete(id);
  };
}

/** Whose presence has to be requested: those who are shown, and in a small office everybody, so that counts are right. */
export function presenceToAsk() {
  if (!certain) return [];
  const known = certain;
  const ids = users.peek().size <= ASK_MOST ? users.peek().keys() : shown.keys();
  return [...ids].filter((id) => !known.has(id));
}

/** Requests presence by `ask` and stores the answer. @param {string[]} ids @param {(ids: string[]) => Promise<any[]>} ask */
export async function askPresence(ids, ask) {
  const asked = certain;
  const told = await ask(ids);
  if (asked !== certain) return; // This answer is from before the next gap.
  presenceChanged(told);
  for (const id of ids) certain?.add(id); // People whom the host leaves out are known too now.
}

/** The name of a user, or a word for someone unknown. @param {string} id */
export const nameOf = (id) => users.value.get(id)?.name ?? t("people.someone");

/** @type {Map<string, import("@preact/signals").ReadonlySignal<string>>} */
const watched = new Map();

/** One person's presence as a signal of its own, so that a component is not drawn again for everybody else's. @param {string} id */
export function presenceOf(id) {
  const found = watched.get(id) ?? computed(() => presenceNow(id));
  watched.set(id, found);
  return found;
}

/** "quiet" is shown for whoever is here and does not want to be disturbed. @param {string} id */
function presenceNow(id) {
  const state = presence.value.get(id) ?? "offline";
  return state !== "offline" && isQuiet(users.value.get(id)) ? "quiet" : state;
}

/** How many people are not offline as far as this page knows, with its own person. */
export const countPresent = () => 1 + [...presence.peek()].filter(([id, state]) => state !== "offline" && id !== myId.peek()).length;

/** Whether a user is online. */
export const isOnline = (/** @type {string} */ id) => presence.value.get(id) === "online";
/** Everyone who can be written to, sorted by name. */
export const everyone = computed(() =>
  [...users.value.values()].filter((user) => user.active).sort(byNameKey),
);

/** The other person of a direct room between two; null for groups and notes to self. @param {any} room */
export function otherOf(room) {
  const others = (room.user_ids ?? []).filter((/** @type {string} */ id) => id !== myId.value);
  return others.length === 1 ? others[0] : null;
}

/** Whether a room is this person's own place for notes and files, which only they are in. @param {any} room */
export const isNotes = (room) => room.kind === "direct" && room.user_ids?.length <= 1;

/** The title of a room: its name, or the names of the others in a direct room. @param {any} room */
export function titleOf(room) {
  if (room.kind !== "direct") return room.name;
  const others = (room.user_ids ?? []).filter((/** @type {string} */ id) => id !== myId.value);
  return others.length === 0 ? t("room.notes") : series(others.map(nameOf));
}

/** Takes an event about who is typing. @param {{room_id: string, user_id: string, typing: boolean}} event */
export function typingChanged({ room_id, user_id, typing: isTyping }) {
  const inRoom = new Map(typing.peek().get(room_id));
  if (isTyping) inRoom.set(user_id, Date.now() + TYPING_MS);
  else inRoom.delete(user_id);
  put(typing, room_id, inRoom);
  if (isTyping) setTimeout(expireTyping, TYPING_MS + 50, room_id);
}

/** @param {string} roomId */
function expireTyping(roomId) {
  const left = [...(typing.peek().get(roomId) ?? [])].filter(([, until]) => until > Date.now());
  put(typing, roomId, new Map(left));
}

/** The others who are typing in a room. @param {string} roomId */
export const typists = (roomId) => [...(typing.value.get(roomId)?.keys() ?? [])].filter((id) => id !== myId.value);

/** Asks for the members of a room. Without an answer nothing changes. @param {string} roomId @param {() => Promise<any>} load @returns {Promise<void>} */
export const askMembers = (roomId, load) => membersMeanwhile.ask(load, ({ members: list }) => {
  put(members, roomId, new Map(list.map((/** @type {any} */ membership) => [membership.user_id, membership])));
  membersCounted(roomId, list.length);
}).catch(() => {});

/** Takes a change of one membership, if the room's members are loaded. @param {any} membership */
export function membershipChanged(membership) {
  membersMeanwhile.heard(() => membershipChanged(membership));
  const inRoom = members.peek().get(membership.room_id);
  if (!inRoom) return;
  const changed = new Map(inRoom);
  if (membership.left) changed.delete(membership.user_id);
  else changed.set(membership.user_id, { read_seq: 0, ...inRoom.get(membership.user_id), ...membership });
  put(members, membership.room_id, changed);
  const more = changed.size - inRoom.size;
  if (more !== 0) membersCounted(membership.room_id, (rooms.peek().get(membership.room_id)?.member_count ?? 0) + more);
}

/** Takes how far a member has read. @param {{room_id: string, user_id: string, read_seq: number}} event */
export function readBy({ room_id, user_id, read_seq }) {
  membersMeanwhile.heard(() => readBy({ room_id, user_id, read_seq }));
  const known = members.peek().get(room_id)?.get(user_id);
  if (known) membershipChanged({ ...known, room_id, user_id, read_seq });
}

/** The other members who have read up to `seq`. @param {string} roomId @param {number} seq */
export function readersOf(roomId, seq) {
  const others = [...(members.value.get(roomId)?.values() ?? [])].filter((member) => member.user_id !== myId.value);
  return others.filter((member) => member.read_seq >= seq).map((member) => member.user_id);
}
