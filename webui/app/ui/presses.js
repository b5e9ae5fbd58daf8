/** Opens something by a finger that rests, and keeps the press that opens something from also acting on what then lies under the pointer. */

/** A click follows the end of its press within this time, milliseconds. Later ones are presses of their own. */
const CLICK_FOLLOWS_MS = 400;

/** How long a finger must rest until something opens, milliseconds; and how far it may move, pixels. */
const LONG_PRESS_MS = 450;
const STRAY_PX = 10;

let resting = 0;
let from = { x: 0, y: 0 };
let isPressed = false;
let isGuarding = false;
let ending = 0;

addEventListener("pointerdown", begin, true);
addEventListener("pointerup", finish, true);
addEventListener("pointercancel", finish, true);
for (const type of ["click", "auxclick", "contextmenu"]) addEventListener(type, swallow, true);

/**
 * Blocks clicks until the pressed pointer is lifted, so that the press that opened something does not also click what
 * lies under it by then. Without a pressed pointer it does nothing.
 */
export function guardPress() {
  isGuarding = isPressed;
}

/** A finger is put down. If it rests, `held` is called. @param {PointerEvent} event @param {() => void} held */
export function beginPress({ clientX: x, clientY: y }, held) {
  cancelPress();
  from = { x, y };
  resting = setTimeout(() => {
    navigator.vibrate?.(10);
    guardPress();
    held();
  }, LONG_PRESS_MS);
}

/** The finger has moved. @param {PointerEvent} event */
export function movePress({ clientX, clientY }) {
  if (Math.hypot(clientX - from.x, clientY - from.y) > STRAY_PX) cancelPress();
}

export const cancelPress = () => clearTimeout(resting);

function begin() {
  clearTimeout(ending);
  isPressed = true;
  isGuarding = false;
}

function finish() {
  isPressed = false;
  ending = setTimeout(() => (isGuarding = false), CLICK_FOLLOWS_MS);
}

/** The click of a key has no pointer and always counts. @param {Event} event */
function swallow(event) {
  const isKey = event.type === "click" && /** @type {MouseEvent} */ (event).detail === 0;
  if (!isGuarding || isKey) return;
  event.preventDefault();
  event.stopPropagation();
}
