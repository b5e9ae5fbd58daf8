/** The table of emoji: reads its rows, gives them a skin tone, and finds them by words and by short names. */

import { folded } from "../../lib/queries/folded.js";

/**
 * `name` and `keywords` are of the person's language; `names` are the short names, which are English everywhere.
 * `english` are the English words where the language is another one.
 * @typedef {{emoji: string, name: string, group: number, version: number, names: string[], tones: string[] | null, keywords: string, english: string}} Entry
 */
/** What finds an entry: the words of its name, of its keywords, and English ones. @typedef {{words: string[], tags: string[], english: string[]}} Words */

/** Folding the words of the whole table takes some tens of milliseconds, so it waits for the first search. @type {WeakMap<Entry, Words>} */
const known = new WeakMap();

/** The five skin tones follow each other from this character on. */
const FIRST_TONE = 0x1f3fb;
const TONES = 5;
const EMOJI_STYLE = "\ufe0f";
/** Scripts without spaces: what is typed may stand anywhere in a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** The Arabic article, before a word of some length. */
const ARTICLE = /^ال(?=.{3})/u;
const KATAKANA = /[\u30a1-\u30f6]/g;
const TO_HIRAGANA = 0x60;

/**
 * Reads a row of the table, with its name and keywords in the person's language (build/vendor_emoji.py writes both).
 * @param {any[]} row @param {[string, string]} [own] none in English @returns {Entry}
 */
export function entryOf([emoji, english, group, version, names, tags, tones = null], own) {
  const [name, keywords] = own ?? [english, tags];
  return { emoji, name, group, version, names: names ? names.split(" ") : [], keywords, english: own ? `${english} ${tags}` : "", tones: tones === 1 ? ruled(emoji) : tones };
}

/** @param {Entry} entry @returns {Words} */
function wordsFor(entry) {
  const found = known.get(entry) ?? { words: withoutArticles(wordsOf(entry.name)), tags: withoutArticles(wordsOf(entry.keywords)), english: wordsOf(entry.english) };
  known.set(entry, found);
  return found;
}

/** Hiragana finds katakana, because it is what stands in the field before it is converted. @param {string} text */
const wordsOf = (text) => folded(text).replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - TO_HIRAGANA)).split(/[^\p{L}\p{M}\p{N}+]+/u).filter(Boolean);

/** Adds words without their article behind all others. @param {string[]} words */
const withoutArticles = (words) => [...words, ...words.filter((word) => ARTICLE.test(word)).map((word) => word.replace(ARTICLE, ""))];

/** Returns the five tones of an emoji whose first character takes them. @param {string} emoji */
function ruled(emoji) {
  const [first, ...rest] = emoji;
  if (rest[0] === EMOJI_STYLE) rest.shift();
  return Array.from({ length: TONES }, (_, at) => first + String.fromCodePoint(FIRST_TONE + at) + rest.join(""));
}

/** Returns the emoji in a skin tone: 0 is the yellow one. @param {Entry} entry @param {number} tone */
export const toned = (entry, tone) => entry.tones?.[tone - 1] ?? entry.emoji;

/** @param {string} word what is typed @returns {(one: string) => boolean} whether a word of the table begins so */
const beginner = (word) => (UNSPACED.test(word) ? (one) => one.includes(word) : (one) => one.startsWith(word));

/** How well a word matches, the best first: 0 its name, 1 a word of its name, 2 a short name, 3 a tag, 4 English; 5 is no match. @param {Words} of @param {string[]} names @param {string} word */
function rank({ words, tags, english }, names, word) {
  const begins = beginner(word);
  if (words[0]?.startsWith(word)) return 0;
  if (words.some(begins)) return 1;
  if (names.some(begins)) return 2;
  if (tags.some(begins)) return 3;
  return english.some(begins) ? 4 : 5;
}

/** Returns the emoji that match each typed word, by name before tags. @param {Entry[]} entries @param {string} typed @param {number} limit */
export function search(entries, typed, limit) {
  const bare = typed.trim().replace(/^[:：]|[:：]$/g, "");
  if (/^[+-]1$/.test(bare)) return entries.filter(({ names }) => names.includes(bare));
  return best(entries, wordsOf(bare).map((word) => word.replace(ARTICLE, "")), limit);
}

/** @param {Entry[]} entries @param {string[]} words @param {number} limit */
function best(entries, words, limit) {
  if (words.length === 0) return [];
  /** @type {Entry[][]} */
  const found = [[], [], [], [], []];
  for (const entry of entries) {
    const worst = Math.max(...words.map((word) => rank(wordsFor(entry), entry.names, word)));
    found[worst]?.push(entry);
  }
  return found.flat().slice(0, limit);
}

/** Returns the emoji of a short name such as "tada", or of its name in the person's language with "_" between the words. @param {Entry[]} entries @param {string} name */
export const named = (entries, name) =>
  entries.find(({ names }) => names.includes(name.toLowerCase())) ?? entries.find((entry) => entry.english && wordsOf(entry.name).join("_") === wordsOf(name).join("_")) ?? null;

/** By how well it matches: the first word of the name, another one, a tag. @type {Record<number, number>} */
const OWN_PLACES = { 0: 1, 1: 3, 3: 5 };
const NO_PLACE = 9;

/**
 * Returns what begins so: exact short names first, then names in the person's language, then first short names, further
 * words of names, other short names, and tags.
 * @param {Entry[]} entries @param {string} typed @param {number} limit @returns {{entry: Entry, name: string | null}[]} name: the short name, null for one of the language
 */
export function completions(entries, typed, limit) {
  const wanted = typed.toLowerCase();
  const words = wordsOf(typed).map((word) => word.replace(ARTICLE, ""));
  /** @type {{entry: Entry, name: string | null}[][]} */
  const found = [[], [], [], [], [], []];
  for (const entry of entries) {
    const at = entry.names.findIndex((name) => name.startsWith(wanted));
    const short = at < 0 ? NO_PLACE : entry.names.includes(wanted) ? 0 : at === 0 ? 2 : 4;
    const own = entry.english && words.length > 0 ? ownPlace(entry, words) : NO_PLACE;
    found[Math.min(short, own)]?.push({ entry, name: own < short ? null : entry.names.includes(wanted) ? wanted : entry.names[at] });
  }
  return found.flat().slice(0, limit);
}

/** Where something stands in the completions by its name in the person's language. @param {Entry} entry @param {string[]} words */
function ownPlace(entry, words) {
  const worst = Math.max(...words.map((word) => rank({ ...wordsFor(entry), english: [] }, [], word)));
  return OWN_PLACES[worst] ?? NO_PLACE;
}
