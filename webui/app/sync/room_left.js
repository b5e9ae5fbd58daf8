/** What this page does when its person is no longer a member of a room. */

import { t } from "../lib/i18n.js";
import { dropRoom, rooms } from "../store/rooms.js";
import { navigate, route } from "../store/route.js";
import { forgetTimeline } from "../store/timelines.js";
import { toast } from "../store/toasts.js";
import { revs } from "./message_intake.js";

/** Removes the room from the page, and goes to the list if it was open. @param {string} roomId */
export function roomLeft(roomId) {
  const room = rooms.peek().get(roomId);
  dropRoom(roomId);
  forgetTimeline(roomId);
  revs.delete(roomId);
  if (!room || route.peek().room !== roomId) return;
  toast(t("room.left", { room: room.name ?? "" }));
  navigate("/", { replace: true });
}
