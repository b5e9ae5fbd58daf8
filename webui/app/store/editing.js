/** What I am doing to messages just now: editing one, replying to one, deleting some that can still come back, reading a long one. */

import { signal } from "../html.js";

/** The message whose text is in the composer. */
export const editing = signal(/** @type {any} */ (null));
/** The message that the next one replies to. */
export const replying = signal(/** @type {any} */ (null));
/** Ids that are shown as going. */
export const deleting = signal(/** @type {Set<string>} */ (new Set()));
/** Until which seq the open room was read when it was opened: the "new" line stands after it. */
export const divider = signal(/** @type {number | null} */ (null));
/** Long messages whose whole text is shown, by the key of their row. */
export const unfolded = signal(/** @type {Set<string>} */ (new Set()));

/** @param {string} key @param {boolean} isFolded */
export function setFolded(key, isFolded) {
  if (unfolded.peek().has(key) !== isFolded) return;
  const next = new Set(unfolded.peek());
  if (isFolded) next.delete(key);
  else next.add(key);
  unfolded.value = next;
}
