/** The names of rooms, for links such as #General: rooms of this person, and open rooms that they may join. */

import { computed, signal } from "../html.js";
import { nameTable } from "../lib/formatting/names.js";
import { rooms } from "./rooms.js";
import { isGuest } from "./session.js";
import { syncLayer } from "./sync_layer.js";

/** The list of open rooms is asked for at most this often, milliseconds. */
const ASK_MS = 300_000;

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
