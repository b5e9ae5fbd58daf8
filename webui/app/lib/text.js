/** Small functions on text: initials, colours, lengths, ids. They use no DOM. */

import { compare, languageOf } from "./i18n.js";

/** The segmenter, made when it is first needed, because a phone takes some milliseconds for it. @type {Intl.Segmenter | null} */
let segments = null;
/** Two such characters in a row are two letters without accents. */
const SIMPLE = /^[\u0020-\u02ff](?:$|[\u0020-\u02ff])/;

/** Returns the first one or two letters that stand for a person. @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked.map(withoutMarks).map(firstLetter).join("").toLocaleUpperCase(languageOf());
}

/** Removes marks before a word: "(Sales)" becomes an S. Of a word that is all marks the last one stays. @param {string} word */
const withoutMarks = (word) => word.replace(/^[!-/:-@[-`{-~]+(?=.)/u, "");

/** @param {string} word */
function firstLetter(word) {
  if (SIMPLE.test(word)) return word[0];
  segments ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of segments.segment(word)) return segment;
  return "";
}

/** Returns one of 72 hues, always the same for an id. @param {string} id */
export function hue(id) {
  // FNV-1a: ids that were made in a row differ in their last letters only, and must not look alike.
  let sum = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return ((sum ^ (sum >>> 15)) % 72) * 5;
}

/** The length as the host counts it: in code points, not UTF-16 units. @param {string} text */
export const codePoints = (text) => [...text].length;

/** Isolates a name inside a sentence, so that the words around it keep their order whatever its direction is. @param {string} name */
export const isolated = (name) => `\u2068${name}\u2069`;

/** The pattern of emoji, undefined until it is first needed, because a phone takes ten milliseconds for it. @type {RegExp | null | undefined} */
let large;

/** The v flag is newer than the oldest supported browser. Without it emoji are only not drawn large. */
function safeEmojiPattern() {
  try {
    return new RegExp("^(?:\\p{RGI_Emoji}\\s*){1,3}$", "v");
  } catch {
    return null;
  }
}

/** Whether a text is one to three emoji and nothing else. @param {string} body */
export function isEmojiOnly(body) {
  if (body.length > 64 || /[a-z]/i.test(body)) return false;
  if (large === undefined) large = safeEmojiPattern();
  return large !== null && large.test(body.trim());
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
let lastStamp = 0;

/**
 * Returns a new id for something that this page makes. Ids sort by the time at which they were made, and 96 random bits
 * follow. crypto.randomUUID is missing on plain http.
 */
export function newClientId() {
  lastStamp = Math.max(Date.now(), lastStamp + 1);
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `${lastStamp.toString(36).padStart(9, "0")}-${Array.from(random, (byte) => ALPHABET[byte & 63]).join("")}`;
}

/** A text of more lines or characters than this is folded at first. */
const FOLDED_LINES = 30;
const FOLDED_CHARACTERS = 2_000;

/** Whether a text is folded at first. @param {string} body */
export const isLong = (body) =>
  (body.length > FOLDED_CHARACTERS && codePoints(body) > FOLDED_CHARACTERS) || body.split("\n", FOLDED_LINES + 1).length > FOLDED_LINES;

/** From this many lines on it takes a browser seconds to insert a text as if it had been typed. */
const MANY_LINES = 100;

/** @param {string} text */
export const hasManyLines = (text) => text.split("\n", MANY_LINES + 1).length > MANY_LINES;

/** Characters that change the direction of all that follows, until a closing one. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/;
const [POP_EMBEDDING, POP_ISOLATE] = ["\u202C", "\u2069"];

/** Adds the closing characters that a line lacks. Otherwise what stands after it, such as a time or a name, would change its direction too. @param {string} text */
export const closeDirections = (text) => (TURNS.test(text) ? text.split("\n").map(closedLine).join("\n") : text);

/** @param {string} line */
function closedLine(line) {
  /** @type {string[]} */
  const open = [];
  for (const letter of line) {
    if (/[\u202A\u202B\u202D\u202E]/.test(letter)) open.push(POP_EMBEDDING);
    else if (/[\u2066-\u2068]/.test(letter)) open.push(POP_ISOLATE);
    else if (letter === POP_EMBEDDING && open.at(-1) === POP_EMBEDDING) open.pop();
    else if (letter === POP_ISOLATE && open.includes(POP_ISOLATE)) open.length = open.lastIndexOf(POP_ISOLATE);
  }
  return line + open.reverse().join("");
}

/** Normalises text for matching what a person types: no case, no accents, and one apostrophe, because phones type a curved one. @param {string} text */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019\u02BC]/g, "'").toLocaleLowerCase(languageOf());

/** Whether a word of a name begins so: "Pierre" finds "Jean-Pierre". Both arguments are results of `plain`. @param {string} key @param {string} wanted */
export const hasWord = (key, wanted) =>
  ` ${key}`.includes(` ${wanted}`) || ` ${key.replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${wanted}`);

/** @type {WeakMap<object, string>} */
const keys = new WeakMap();

/** The key by which something with a name is found and sorted. It is computed once for each object, however long the list is. @param {{name: string}} named */
export function nameKey(named) {
  const key = keys.get(named) ?? plain(named.name);
  keys.set(named, key);
  return key;
}

/** Compares by name, ignoring accents and case. @param {{name: string}} a @param {{name: string}} b */
export const byNameKey = (a, b) => compare(nameKey(a), nameKey(b));

/** Whether a text may have a short name of an emoji in it, such as :tada:. This only decides about loading. @param {string} text */
export const mayHaveShortName = (text) => /(?:^|[\s(（])[:：](?:[\p{L}\p{N}_+-]{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u.test(text);

/** Whether a text is a command, such as "/topic Lunch", or begins to be one. Paths and two slashes are text. @param {string} text */
export const isCommand = (text) => /^\/(?:[a-z]+(?:\s|$)|$)/.test(text);

/** Whether there may be something to complete: a name, a short name of an emoji, a command, or a snippet. This only decides about loading. @param {string} written */
export const mayComplete = (written) => /[@＠#＃;]/.test(written) || mayHaveShortName(written) || isCommand(written);
