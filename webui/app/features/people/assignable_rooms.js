/** Loads the rooms that a guest can be given: those that this person sees, except for the first one; and in which of them the guest is. */

import { compare } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { rooms } from "../../store/rooms.js";

/** Loads the rooms. @param {string} userId @returns {Promise<{rooms: any[], mine: Set<string>}>} */
export async function assignableRooms(userId) {
  const open = (await get("/api/rooms/open")).rooms;
  const known = new Map([...rooms.peek().values(), ...open].map((room) => [room.id, room]));
  const all = [...known.values()].filter((room) => room.kind !== "direct" && !room.home);
  const mine = new Set();
  // This person may not know the members of a room in which they are not. Choosing such a room adds the guest, whether
  // they are there or not.
  for (const room of all) if (rooms.peek().has(room.id) && (await isIn(room.id, userId))) mine.add(room.id);
  return { rooms: all.sort((a, b) => compare(a.name, b.name)), mine };
}

/** @param {string} roomId @param {string} userId */
async function isIn(roomId, userId) {
  const answer = await get(`/api/rooms/${roomId}/members`).catch(() => null);
  return Boolean(answer?.members.some((/** @type {any} */ member) => member.user_id === userId));
}
