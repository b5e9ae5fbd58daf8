/** Enters the office: the first data becomes the state, and a room is chosen. */

import { signal } from "../html.js";
import { loadDrafts } from "./drafts.js";
import { followPreferences, replaceOwnPreferences } from "./preferences.js";
import { replaceUsers, usersRev } from "./people.js";
import { replaceRooms, rooms } from "./rooms.js";
import { navigate, route } from "./route.js";
import { me, owner, startSession } from "./session.js";
import { replaceSections } from "./sidebar_sections.js";
import { fromPage, timelineOf } from "./timelines.js";
import { phone } from "./viewport.js";

/** The storage key of the room that this person opened last. Others may use this browser too. */
const lastRoomKey = () => `last-room.${owner.peek()}`;

/** Whether the first data of a person was taken. Then the sync layer may start. */
export const isInside = signal(false);

/** Takes the first data. Without a signed-in person nothing else begins. @param {any} boot what #boot or /api/boot holds */
export function enter(boot) {
  startSession(boot);
  if (!me.peek()) return;
  replaceRooms(boot.rooms);
  replaceSections(boot.sidebar);
  replaceOwnPreferences(boot.preferences);
  replaceUsers(boot.users);
  usersRev.value = boot.users_rev;
  loadDrafts();
  followPreferences();
  if (boot.page && showsDivider(boot)) timelineOf(boot.room_id).value = fromPage(boot.page);
  chooseRoom(boot.room_id);
  isInside.value = true;
}

/** Whether the page shows where to read on. When it begins after the first unread message, the room fetches another page. @param {any} boot */
function showsDivider({ room_id: id, page }) {
  const room = rooms.peek().get(id);
  return Boolean(room) && (route.peek().message !== null || !page.more_before || page.messages[0]?.seq <= room.read_seq);
}

/** Chooses a room. A wide window shows one at once; a phone shows the list. @param {string | null} offered */
export function chooseRoom(offered) {
  if (route.peek().view !== "list" || phone.peek()) return;
  const first = [lastRoom(), offered, [...rooms.peek().values()].find((room) => room.home)?.id].find((id) => id && rooms.peek().has(id));
  if (first) navigate(`/r/${first}`, { replace: true });
}

function lastRoom() {
  try {
    return localStorage.getItem(lastRoomKey());
  } catch {
    return null;
  }
}

/** Stores which room is open, for the next visit. This is run as an effect. */
export function rememberRoom() {
  const { room } = route.value;
  try {
    if (room && me.peek()) localStorage.setItem(lastRoomKey(), room);
  } catch {
    // Without storage the first room is shown next time.
  }
}
