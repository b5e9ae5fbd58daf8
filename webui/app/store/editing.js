/** What this person is doing to messages at the moment: editing one, replying to one, deleting some that can still be restored, reading a long one. */

import { signal } from "../html.js";

/** The message whose text is in the composer. */
export const editing = signal(/** @type {any} */ (null));
/** The message to which the next one replies. */
export const replying = signal(/** @type {any} */ (null));
/** Ids of messages whose deletion can still be undone. */
export const deleting = signal(/** @type {Set<string>} */ (new Set()));
/** The last seq that was read when the open room was opened. The "new" line stands after it. */
export const divider = signal(/** @type {number | null} */ (null));
/** Long messages whose whole text is shown, by the key of their row. */
export const unfolded = signal(/** @type {Set<string>} */ (new Set()));

/** Messages that carry one of these stay as they are: their text is made of what they carry, or people have confirmed it. */
const FIXED_TEXT = ["poll", "checklist", "forwarded", "reminder", "room_kind", "urgent"];

/** Whether the text of a message can be edited. @param {any} message */
export const isEditable = (message) => !message.deleted && !FIXED_TEXT.some((kind) => message.content?.[kind]);

/** Folds or unfolds a long message. @param {string} key @param {boolean} isFolded */
export function setFolded(key, isFolded) {
  if (unfolded.peek().has(key) !== isFolded) return;
  const next = new Set(unfolded.peek());
  if (isFolded) next.delete(key);
  else next.add(key);
  unfolded.value = next;
}
