/** The settings of this device, which are stored in this browser, whoever signs in on it; and those of the person, which the host keeps for all devices. */

import { signal } from "../html.js";

/** @typedef {{sound: boolean, room_sound: boolean, notices: boolean, awake: boolean}} Preferences */

const KEY = "preferences";
/** @type {Preferences} */
const FIRST = { sound: true, room_sound: false, notices: true, awake: false };

/** The settings. Components read this signal. */
export const preferences = signal(kept() ?? FIRST);

/** What the browser has stored, by this tab or another one. @returns {Preferences | null} null where nothing can be stored */
function kept() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return null;
  }
}

/** Follows what other tabs change. A page that was suspended has received no storage events. */
export function followPreferences() {
  const take = () => (preferences.value = kept() ?? preferences.peek());
  addEventListener("storage", ({ key }) => key === KEY && take());
  addEventListener("pageshow", ({ persisted }) => persisted && take());
}

/**
 * What the person sets for all devices, with the first values. A new key is one line here, and one in the command
 * ChangePreferences of the host.
 */
const FIRST_OF_PERSON = {
  /** Whether Enter sends a message; if not, it breaks the line, and Ctrl or Cmd with Enter sends. */
  enter_sends: true,
  /** The code of the language of the pages; null follows the browser. */
  language: /** @type {string | null} */ (null),
};

/** @typedef {typeof FIRST_OF_PERSON} OwnPreferences */

/** The settings of the person. Components read this signal. features/settings/own_preference.js changes them. */
export const ownPreferences = signal(FIRST_OF_PERSON);

/** Takes what the host has stored for the person; what is missing has its first value. @param {Partial<OwnPreferences>} [stored] */
export const replaceOwnPreferences = (stored) => void (ownPreferences.value = { ...FIRST_OF_PERSON, ...stored });

/** Whether a key sends what was written. Enter of a screen's keyboard never does. @param {KeyboardEvent} event @param {boolean} isTouch */
export const isSendKey = ({ key, shiftKey, ctrlKey, metaKey }, isTouch) =>
  key === "Enter" && !shiftKey && (ctrlKey || metaKey || (!isTouch && ownPreferences.peek().enter_sends));

/** Changes a setting of this device and stores it. The others stay as another tab may just have stored them. @param {keyof Preferences} name @param {boolean} value */
export function setPreference(name, value) {
  preferences.value = { ...(kept() ?? preferences.peek()), [name]: value };
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
