/** Opens what helps to read a message. The modules themselves are loaded with their first use. */

import { rooms } from "../../store/rooms.js";
import { whenLoaded } from "../../store/route.js";
import { openBeside } from "../../store/side_panel.js";

/** Rooms of up to this many people show who has seen a message, as the host's rule says. */
const NAMED_MOST = 50;

const remind = () => import("./remind_dialog.js");
const pins = () => import("./pins_panel.js");
const seenBy = () => import("./seen_by.js");

/** Whether the room is small enough for names. @param {any} message */
export const showsReaders = (message) => (rooms.peek().get(message.room_id)?.member_count ?? Infinity) <= NAMED_MOST;

/** Shows who has seen a message. @param {any} message */
export const openSeenBy = (message) => openBeside(seenBy, "SeenBy", { message }, { room: message.room_id });

/** Shows the pinned messages of a room. @param {string} roomId */
export const openPins = (roomId) => openBeside(pins, "PinsPanel", { id: roomId }, { room: roomId });

/** Opens the dialog that saves a message or a note for later, with a reminder. @param {{message?: any, note?: string}} [about] */
export const openReminder = (about = {}) => whenLoaded(remind, (module) => module.openReminder(about));
