/** What a device remembers of emoji: each person's last used ones, and the skin tone. */

import { signal } from "../../html.js";
import { owner } from "../../store/session.js";

/** How many are kept: two rows of the picker. */
const KEPT = 16;
/** How many the menu of a message offers. */
const OFFERED = 6;
const FIRST = ["👍", "❤️", "😂", "🎉", "🙏", "👀"];
const TONE_KEY = "emoji-tone";
const TONES = 5;

/** The recent emoji are stored per person, also in a shared browser. */
const recentKey = () => `emoji.${owner.peek()}`;

/** Returns the emoji that this person used last. @param {number} [many] @returns {string[]} */
export function recentEmoji(many = OFFERED) {
  return [...new Set([...kept(), ...FIRST])].slice(0, many);
}

/** Returns as many recent emoji as are kept, for the picker. */
export const allRecentEmoji = () => recentEmoji(KEPT);

/** @returns {string[]} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(recentKey()) ?? "[]").filter((/** @type {unknown} */ one) => typeof one === "string");
  } catch {
    return [];
  }
}

/** Notes that an emoji was used. @param {string} emoji */
export function noteRecent(emoji) {
  try {
    localStorage.setItem(recentKey(), JSON.stringify([emoji, ...kept().filter((one) => one !== emoji)].slice(0, KEPT)));
  } catch {
    // Without storage the first six are the default.
  }
}

/** The skin tone of this device: 0 is the yellow one, 1 to 5 are the tones from light to dark. */
export const skinTone = signal(keptTone());

function keptTone() {
  try {
    const tone = Number(localStorage.getItem(TONE_KEY));
    return Number.isInteger(tone) && tone >= 0 && tone <= TONES ? tone : 0;
  } catch {
    return 0;
  }
}

/** @param {number} tone */
export function setSkinTone(tone) {
  skinTone.value = tone;
  try {
    localStorage.setItem(TONE_KEY, String(tone));
  } catch {
    // Without storage the tone lasts as long as the page.
  }
}
