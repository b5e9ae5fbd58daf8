/** The settings of this device. They are stored in this browser, whoever signs in on it. */

import { signal } from "../html.js";

/** @typedef {{sound: boolean, room_sound: boolean, notices: boolean, awake: boolean}} Preferences */

const KEY = "preferences";
/** @type {Preferences} */
const FIRST = { sound: true, room_sound: false, notices: true, awake: false };

/** The settings. Components read this signal. */
export const preferences = signal(kept());

/** @returns {Preferences} */
function kept() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return FIRST;
  }
}

/** Changes a setting and stores it. @param {keyof Preferences} name @param {boolean} value */
export function setPreference(name, value) {
  preferences.value = { ...preferences.peek(), [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.peek()));
  } catch {
    // Without storage the setting lasts as long as the page.
  }
}

/** Whether something was noted on this device before. @param {string} what */
export function isNoted(what) {
  try {
    return localStorage.getItem(what) !== null;
  } catch {
    return false;
  }
}

/** Notes that something was on this device. @param {string} what */
export function noteOnce(what) {
  try {
    localStorage.setItem(what, "1");
  } catch {
    // Without storage it is noted until the page is closed.
  }
}
