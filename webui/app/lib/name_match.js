/** Ranks names by how well they match what a person types. */

import { plain } from "./text.js";

/**
 * Returns how well a name matches: 0 is best, null is no match. Letters may be left out, but not swapped.
 * @param {string} name @param {string} typed
 */
export const fit = (name, typed) => fitText(plain(name), plain(typed.trim()));

/** The same for texts that are normalised already. @param {string} text @param {string} wanted both plain */
export function fitText(text, wanted) {
  if (wanted === "") return 0;
  if (text.startsWith(wanted)) return 0;
  if (text.includes(` ${wanted}`)) return 1;
  if (text.includes(wanted)) return 2;
  let at = -1;
  for (const letter of wanted) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return null;
  }
  return 3;
}
