/** Keeps the press that opens something from also acting on what then lies under the pointer. */

/** A click follows the end of its press at once; what comes later is a press of its own. Milliseconds. */
const CLICK_FOLLOWS_MS = 400;

let isPressed = false;
let isGuarding = false;
let ending = 0;

addEventListener("pointerdown", begin, true);
addEventListener("pointerup", finish, true);
addEventListener("pointercancel", finish, true);
for (const type of ["click", "auxclick", "contextmenu"]) addEventListener(type, swallow, true);

/**
 * The press that opened something never acts on it: until the pressed pointer is lifted, nothing that lies under it by
 * then is clicked. Without a pressed pointer this does nothing.
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

/** A key's click has no pointer: it always counts. @param {Event} event */
function swallow(event) {
  const isKey = event.type === "click" && /** @type {MouseEvent} */ (event).detail === 0;
  if (!isGuarding || isKey) return;
  event.preventDefault();
  event.stopPropagation();
}
