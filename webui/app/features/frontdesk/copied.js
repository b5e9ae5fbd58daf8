/**
 * Empties the clipboard of what a person has copied at the front desk. A browser lets a page do that only in answer to a
 * touch or a key, so what is left after an automatic lock is removed with the first touch of the locked screen.
 */

import { forget, remember } from "../../lib/tab_storage.js";

/** The storage key that says that something was copied in this tab. */
export const COPIED = "desk-copied";

/** Notes from now on that something was copied. */
export function noteCopying() {
  for (const type of ["copy", "cut"]) document.addEventListener(type, () => remember(COPIED, "1"));
}

/** Empties the clipboard if something was copied here and the browser allows it now. */
export function wipeCopied() {
  if (!remember(COPIED)) return;
  const empty = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", " ");
  };
  document.addEventListener("copy", empty, true);
  const isDone = document.execCommand("copy");
  document.removeEventListener("copy", empty, true);
  if (isDone) forget(COPIED);
}

/** Empties it at the next touches and keys of the locked screen. @returns {() => void} ends it */
export function wipeAtTouch() {
  const until = new AbortController();
  for (const type of ["pointerup", "keydown"]) document.addEventListener(type, wipeCopied, { capture: true, signal: until.signal });
  return () => until.abort();
}
