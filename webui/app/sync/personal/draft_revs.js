/** Which revision of each draft this browser has from the host, and which drafts were changed here since. All tabs share it. */

import { owner } from "../../store/session.js";

/** @typedef {{rev: number, changed: boolean}} State rev: 0 when the host has no draft of the room, as far as is known */

/** Used alone where nothing can be stored. @type {Record<string, State>} */
let held = {};

const key = () => `draft-revs.${owner.peek()}`;

/** All states, by room. @returns {Record<string, State>} */
export function draftStates() {
  try {
    held = JSON.parse(localStorage.getItem(key()) ?? "{}");
  } catch {
    // Without storage they last as long as the page.
  }
  return held;
}

/** @param {string} room @returns {State | null} */
export const draftState = (room) => draftStates()[room] ?? null;

/** @param {string} room @param {State | null} state */
export function setDraftState(room, state) {
  const { [room]: _before, ...others } = draftStates();
  held = state ? { ...others, [room]: state } : others;
  try {
    localStorage.setItem(key(), JSON.stringify(held));
  } catch {
    // As above.
  }
}
