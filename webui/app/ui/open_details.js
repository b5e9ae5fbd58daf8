/** Opens the details of a room: as a sheet on a phone, else beside the room. */

import { openLazily } from "../store/route.js";
import { openBeside } from "../store/side_panel.js";
import { phone } from "../store/viewport.js";

const panel = () => import("../features/rooms/room_details.js");

/** Shows the details of the open room. @param {string} id @param {boolean} [edits] whether the form about it is open */
export function openDetails(id, edits = false) {
  if (phone.peek()) openLazily(panel, "RoomSheet", { id, edits });
  else openBeside(panel, "RoomDetails", { id, details: id, edits }, { room: id });
}
