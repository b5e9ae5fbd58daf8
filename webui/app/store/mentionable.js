/** What can be named beside people: rooms by their names (#General), and everyone in a room (@everyone). */

import { computed, signal } from "../html.js";
import { nameTable } from "../lib/formatting/names.js";
import { rooms } from "./rooms.js";
import { isAdmin, isGuest, me } from "./session.js";
import { syncLayer } from "./sync_layer.js";

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
