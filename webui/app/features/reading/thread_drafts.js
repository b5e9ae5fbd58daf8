/** What was begun in each thread. Like the drafts of rooms it is stored in this browser for each person, and their tabs share it; where storage is off it lasts as long as the page. */

import { owner } from "../../store/session.js";

/** Used alone where nothing can be stored. @type {Map<string, string>} */
const held = new Map();

/** @param {string} rootId */
const keyOf = (rootId) => `thread-draft.${owner.peek()}.${rootId}`;

/** @param {string} rootId the first message of the thread */
export function threadDraft(rootId) {
  try {
    return localStorage.getItem(keyOf(rootId)) ?? "";
  } catch {
    return held.get(rootId) ?? "";
  }
}

/** @param {string} rootId @param {string} text */
export function keepThreadDraft(rootId, text) {
  held.set(rootId, text);
  try {
    if (text === "") localStorage.removeItem(keyOf(rootId));
    else localStorage.setItem(keyOf(rootId), text);
  } catch {
    // As above.
  }
}

/** Calls a function with what another tab has written or sent. @param {string} rootId @param {(text: string) => void} heard @returns {() => void} what ends it */
export function followThreadDraft(rootId, heard) {
  const listen = (/** @type {StorageEvent} */ { key, newValue }) => key === keyOf(rootId) && heard(newValue ?? "");
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}
