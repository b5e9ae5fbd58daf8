/**
 * Cuts a text between two characters as people see them: never inside an emoji, a letter with its accents or a flag.
 * The rules are the same as the host's, and need no segmenter, which takes a phone some milliseconds.
 */

/** What belongs to the character before it: accents, variation selectors, skin tones, tags, the joiner and later parts of a Korean syllable. */
const EXTENDS = /[\p{M}\u1160-\u11FF\u200C\u200D\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;
const JOINER = "\u200D";
/** Two letters of an Indian script with one of these between them are one character. */
const VIRAMA = /[\u094D\u09CD\u0ACD\u0B4D\u0C4D\u0D4D]/;
const FLAG_LETTER = /[\u{1F1E6}-\u{1F1FF}]/u;
/** A character of more code points than this is cut. */
const MAX_CHARACTER = 64;

/** Returns the first characters of a text: MOST code points, or a few less. @param {string} text @param {number} most */
export function cutText(text, most) {
  if (text.length <= most) return text;
  const points = Array.from(text.slice(0, 2 * most + 2));
  if (points.length <= most) return text;
  let at = most;
  while (at > Math.max(0, most - MAX_CHARACTER) && belongs(points, at)) at -= 1;
  return points.slice(0, belongs(points, at) || at === 0 ? most : at).join("");
}

/** Whether a code point belongs to the character before it. @param {string[]} points @param {number} at */
function belongs(points, at) {
  if (at === 0) return false;
  if (EXTENDS.test(points[at]) || points[at - 1] === JOINER) return true;
  if (VIRAMA.test(points[at - 1]) && /\p{L}/u.test(points[at])) return true;
  return FLAG_LETTER.test(points[at]) && flagLettersBefore(points, at) % 2 === 1;
}

/** @param {string[]} points @param {number} at */
function flagLettersBefore(points, at) {
  let from = at;
  while (from > 0 && FLAG_LETTER.test(points[from - 1])) from -= 1;
  return at - from;
}
