/** The table of emoji: reads its rows, gives them a skin tone, and finds them by words and by short names. */

import { plain } from "../../lib/text.js";

/** @typedef {{emoji: string, name: string, group: number, version: number, names: string[], tones: string[] | null, words: string[], tags: string[]}} Entry */

/** The five skin tones follow each other from this character on. */
const FIRST_TONE = 0x1f3fb;
const TONES = 5;
const EMOJI_STYLE = "\ufe0f";

/** Reads a row of the data file (build/vendor_emoji.py writes it). @param {any[]} row @returns {Entry} */
export function entryOf([emoji, name, group, version, names, tags, tones = null]) {
  return { emoji, name, group, version, names: names ? names.split(" ") : [], words: wordsOf(name), tags: wordsOf(tags), tones: tones === 1 ? ruled(emoji) : tones };
}

/** @param {string} text */
const wordsOf = (text) => plain(text).split(/[^\p{L}\p{N}+]+/u).filter(Boolean);

/** Returns the five tones of an emoji whose first character takes them. @param {string} emoji */
function ruled(emoji) {
  const [first, ...rest] = emoji;
  if (rest[0] === EMOJI_STYLE) rest.shift();
  return Array.from({ length: TONES }, (_, at) => first + String.fromCodePoint(FIRST_TONE + at) + rest.join(""));
}

/** Returns the emoji in a skin tone: 0 is the yellow one. @param {Entry} entry @param {number} tone */
export const toned = (entry, tone) => entry.tones?.[tone - 1] ?? entry.emoji;

/** How well a word matches, the best first: 0 its name, 1 a word of its name, 2 a short name, 3 a tag; 4 is no match. @param {Entry} entry @param {string} word */
function rank({ words, names, tags }, word) {
  const begins = (/** @type {string} */ one) => one.startsWith(word);
  if (words[0]?.startsWith(word)) return 0;
  if (words.some(begins)) return 1;
  if (names.some(begins)) return 2;
  return tags.some(begins) ? 3 : 4;
}

/** Returns the emoji that match each typed word, by name before tags. @param {Entry[]} entries @param {string} typed @param {number} limit */
export function search(entries, typed, limit) {
  const bare = typed.trim().replace(/^:|:$/g, "");
  if (/^[+-]1$/.test(bare)) return entries.filter(({ names }) => names.includes(bare));
  return best(entries, wordsOf(bare), limit);
}

/** @param {Entry[]} entries @param {string[]} words @param {number} limit */
function best(entries, words, limit) {
  if (words.length === 0) return [];
  /** @type {Entry[][]} */
  const found = [[], [], [], []];
  for (const entry of entries) {
    const worst = Math.max(...words.map((word) => rank(entry, word)));
    found[worst]?.push(entry);
  }
  return found.flat().slice(0, limit);
}

/** Returns the emoji of a short name such as "tada". @param {Entry[]} entries @param {string} name */
export const named = (entries, name) => entries.find(({ names }) => names.includes(name.toLowerCase())) ?? null;

/** Returns those with a short name that begins so: exact ones first, then first short names, then others. @param {Entry[]} entries @param {string} typed @param {number} limit @returns {{entry: Entry, name: string}[]} */
export function completions(entries, typed, limit) {
  const wanted = typed.toLowerCase();
  /** @type {{entry: Entry, name: string}[][]} */
  const found = [[], [], []];
  for (const entry of entries) {
    const at = entry.names.findIndex((name) => name.startsWith(wanted));
    if (at >= 0) found[entry.names.includes(wanted) ? 0 : Math.min(at + 1, 2)].push({ entry, name: entry.names.includes(wanted) ? wanted : entry.names[at] });
  }
  return found.flat().slice(0, limit);
}
