/** Keeps the press that opens something from also acting on what then lies under the pointer. */

/** A click follows the end of its press within this time, milliseconds. Later ones are presses of their own. */
const CLICK_FOLLOWS_MS = 400;

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
