/** Opens the details of a room: as a sheet on a phone, else beside the room. */

import { openLazily } from "../store/route.js";
import { openBeside } from "../store/side_panel.js";
import { phone } from "../store/viewport.js";

const panel = () => import("../features/rooms/room_details.js");

/** Shows the details of the open room. @param {string} id */
export function openDetails(id) {
  if (phone.peek()) openLazily(panel, "RoomSheet", { id });
  else openBeside(panel, "RoomDetails", { id, details: id }, { room: id });
}
