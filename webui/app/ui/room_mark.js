/** What stands before a room's name: an icon for its kind, or the avatar of the other person. */

import { h } from "../html.js";
import { nameOf, otherOf } from "../store/people.js";
import { Icon, PresenceAvatar } from "./parts.js";

/** @param {{room: any}} props */
export function RoomMark({ room }) {
  if (room.kind !== "direct") return h(Icon, { name: room.kind === "closed" ? "lock" : "hash" });
  const other = otherOf(room);
  if (other) return h(PresenceAvatar, { id: other, name: nameOf(other), tiny: true });
  return h(Icon, { name: room.user_ids?.length > 1 ? "people" : "notes" });
}
