/** Tells parts of the page that are loaded later of each message that was posted, changed or synced. */

/** @type {Set<(message: any) => void>} */
const listeners = new Set();

/** Calls a function with each message from now on. Returns what ends that. @param {(message: any) => void} listener @returns {() => void} */
export function onMessage(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Tells the listeners of a message. @param {any} message */
export function tellListeners(message) {
  for (const listener of listeners) listener(message);
}
