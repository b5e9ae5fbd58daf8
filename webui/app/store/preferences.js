/** What was chosen for this device: kept in this browser, whoever signs in on it. */

import { signal } from "../html.js";

/** @typedef {{sound: boolean, room_sound: boolean, notices: boolean, awake: boolean}} Preferences */

const KEY = "preferences";
/** @type {Preferences} */
const FIRST = { sound: true, room_sound: false, notices: true, awake: false };

export const preferences = signal(kept());

/** @returns {Preferences} */
function kept() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return FIRST;
  }
}

/** @param {keyof Preferences} name @param {boolean} value */
export function prefer(name, value) {
  preferences.value = { ...preferences.peek(), [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.peek()));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Says whether this is the first time on this device, and that it has been. @param {string} what */
export function onlyOnce(what) {
  try {
    if (localStorage.getItem(what)) return false;
    localStorage.setItem(what, "1");
  } catch {
    // Without storage it is the first time once a page.
  }
  return true;
}
