/** The mark before the name of a place: of a room, of a person, or of my own devices. */

import { h } from "../../html.js";
import { myId } from "../../store/session.js";
import { Icon, PresenceAvatar, RoomMark } from "../../ui/parts.js";

/** @param {{place: import("./places.js").Place}} props */
export function PlaceMark({ place: { room, user, name } }) {
  if (room) return h(RoomMark, { room });
  return user.id === myId.value ? h(Icon, { name: "smartphone" }) : h(PresenceAvatar, { id: user.id, name, tiny: true });
}
