/** What the keys of a message with the focus do: the same as its menu. */

import { editing, isEditable, replying } from "../../store/editing.js";
import { readOnlyHere } from "../../store/rooms.js";
import { whenLoaded } from "../../store/route.js";
import { myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { openThread } from "../../store/timelines.js";
import { openReminder } from "../reading/open.js";

/** @typedef {import("./key_map.js").Pressed} Pressed */

const menu = () => import("../messages/message_menu.js");

/** Where the menu opens, seen from the corner of the row, pixels. */
const MENU_AT = { x: 48, y: 24 };

const mayWrite = () => !readOnlyHere.peek();
const isMine = (/** @type {any} */ message) => message.sender_id === myId.peek();

/** Replies to it. @param {Pressed} pressed */
export function replyToRow({ message }) {
  if (!mayWrite()) return false;
  replying.value = message;
}

/** Edits it, if it is mine. @param {Pressed} pressed */
export function editRow({ message }) {
  if (!isMine(message) || !mayWrite() || !isEditable(message)) return false;
  editing.value = message;
}

/** Deletes it with a time to undo that, if it is mine. @param {Pressed} pressed */
export function deleteRow({ message }) {
  return isMine(message) && syncLayer().then((on) => on.deleteWithUndo(message));
}

/** Shows the thread that it belongs to; without one a reader who may write begins one. @param {Pressed} pressed */
export const threadOfRow = ({ message }) => (mayWrite() || message.root_id || message.thread ? openThread(message) : false);

/** Saves it for later. @param {Pressed} pressed */
export const saveRow = ({ message }) => openReminder({ message });

/** Offers the reactions. @param {Pressed} pressed */
export const reactToRow = (pressed) => mayWrite() && open(pressed, true);

/** Opens its menu. @param {Pressed} pressed */
export const openRowMenu = (pressed) => open(pressed, false);

/** @param {Pressed} pressed @param {boolean} reactOnly */
function open({ message, box }, reactOnly) {
  const { left = 0, top = 0 } = box ?? {};
  whenLoaded(menu, (module) => module.openMenu(message, { x: left + MENU_AT.x, y: top + MENU_AT.y }, reactOnly));
}
