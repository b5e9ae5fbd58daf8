/** Loads the list of open rooms, for links to rooms of which this person is not a member. */

import { get } from "../net/api.js";
import { openRooms } from "../store/mentionable.js";

/** Without an answer the names stay plain text, until the list is asked for again. */
export async function loadOpenRooms() {
  const answer = await get("/api/rooms/open").catch(() => null);
  if (answer) openRooms.value = answer.rooms;
}
