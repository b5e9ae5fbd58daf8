/** Opens a message's menu by a long press or a right click, and replies by a swipe. Keys are in features/keys/. */

import { readOnlyHere } from "../store/rooms.js";
import { whenLoaded } from "../store/route.js";
import { beginPress, cancelPress, movePress } from "./presses.js";

const menu = () => import("../features/messages/message_menu.js");

/** The module that follows a swipe. It is loaded with the first touch of any message. */
let swipe = /** @type {typeof import("../features/messages/swipe_to_reply.js") | null} */ (null);
/**
 * The touch that is under way until the module is loaded: where it began, where it went, and whether the finger was
 * lifted.
 * @type {{start: import("../features/messages/swipe_to_reply.js").Start, moved: PointerEvent | null, lifted: boolean | null} | null}
 */
let waiting = null;

/** Returns the event handlers for a message's row. @param {any} message */
export function gestureHandlers(message) {
  return {
    onPointerDown: (/** @type {PointerEvent} */ event) => {
      if (event.pointerType === "mouse" || isLink(event)) return;
      beginPress(event, () => whenLoaded(menu, (module) => module.openMenu(message, null)));
      if (event.pointerType === "touch" && !readOnlyHere.peek() && !isControl(event)) beginSwipe(event, message);
    },
    onPointerMove: (/** @type {PointerEvent} */ event) => {
      movePress(event);
      if (waiting) waiting.moved = event;
      swipe?.move(event);
    },
    onPointerUp: () => lifted(true),
    onPointerCancel: () => lifted(false),
    onContextMenu: (/** @type {PointerEvent} */ event) => rightClick(event, message),
  };
}

/** @param {PointerEvent} event @param {any} message */
function beginSwipe(event, message) {
  const start = { row: /** @type {HTMLElement} */ (event.currentTarget), x: event.clientX, y: event.clientY, message };
  if (swipe) return swipe.begin(start);
  const isFirst = waiting === null;
  waiting = { start, moved: null, lifted: null };
  if (isFirst) void import("../features/messages/swipe_to_reply.js").then(catchUp, () => (waiting = null));
}

/** Repeats for the loaded module what the finger did in the meantime, so that the first swipe on a new page counts too. @param {typeof import("../features/messages/swipe_to_reply.js")} module */
function catchUp(module) {
  swipe = module;
  const missed = waiting;
  waiting = null;
  if (!missed) return;
  swipe.begin(missed.start);
  if (missed.moved) swipe.move(missed.moved);
  if (missed.lifted !== null) swipe.end(missed.lifted);
}

/** @param {boolean} isDone */
function lifted(isDone) {
  cancelPress();
  if (waiting) waiting.lifted = isDone;
  swipe?.end(isDone);
}

/** A long press on a link belongs to the browser; on a reaction it counts for the message. @param {Event} event */
const isLink = (event) => Boolean(/** @type {Element} */ (event.target).closest("a[href]:not(.quote), .retry button"));

/** @param {Event} event */
const isControl = (event) => Boolean(/** @type {Element} */ (event.target).closest("a, button"));

/** Opens the menu by a right click. With selected text, or on a link, people want the browser's own menu. @param {PointerEvent} event @param {any} message */
function rightClick(event, message) {
  const isFinger = event.pointerType === "touch";
  if (!isFinger && (isControl(event) || String(getSelection()))) return;
  event.preventDefault();
  if (!isFinger) whenLoaded(menu, (module) => module.openMenu(message, { x: event.clientX, y: event.clientY }));
}
