/** Small facts about text: initials, colours, lengths, ids. No DOM. */

/** Made when it is first needed: it takes a phone some milliseconds. @type {Intl.Segmenter | null} */
let segments = null;
/** Two of these in a row are two letters, and no accent follows. */
const SIMPLE = /^[\u0020-\u02ff](?:$|[\u0020-\u02ff])/;

/** The first one or two letters that stand for a person. @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked.map(withoutMarks).map(firstLetter).join("").toLocaleUpperCase();
}

/** "(Sales)" is an S; of a word that is all marks the last one stays. @param {string} word */
const withoutMarks = (word) => word.replace(/^[!-/:-@[-`{-~]+(?=.)/u, "");

/** @param {string} word */
function firstLetter(word) {
  if (SIMPLE.test(word)) return word[0];
  segments ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of segments.segment(word)) return segment;
  return "";
}

/** One of 72 hues, the same for the same id everywhere. @param {string} id */
export function hue(id) {
  // FNV-1a: ids made in a row differ in their last letters only, and must not look alike.
  let sum = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return ((sum ^ (sum >>> 15)) % 72) * 5;
}

/** The length as the host counts it: code points, not UTF-16 units. @param {string} text */
export const codePoints = (text) => [...text].length;

/** A name inside a sentence: whatever its direction, the words round it stay where they are. @param {string} name */
export const isolated = (name) => `\u2068${name}\u2069`;

/** Undefined until it is first needed: making it takes a phone ten milliseconds. @type {RegExp | null | undefined} */
let large;

/** The v flag is newer than the oldest browser we serve: without it emoji are only not drawn large. */
function safeEmojiPattern() {
  try {
    return new RegExp("^(?:\\p{RGI_Emoji}\\s*){1,3}$", "v");
  } catch {
    return null;
  }
}

/** One to three emoji and nothing else. @param {string} body */
export function isEmojiOnly(body) {
  if (body.length > 64 || /[a-z]/i.test(body)) return false;
  if (large === undefined) large = safeEmojiPattern();
  return large !== null && large.test(body.trim());
}

/**
 * A text for an expression. Each mark of ASCII becomes its number: a backslash is not allowed before all of them when
 * an expression has the flag u, and an expression that is not allowed throws.
 * @param {string} text
 */
export const asPattern = (text) => text.replace(/[!-/:-@[-`{-~]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16)}`);

/**
 * Any of WORDS, whatever people have typed into them, the longest first: "@Ana Lima" is not to be read as "@Ana".
 * The only place where an expression is made of what is not written in the source.
 * @param {string[]} words @param {string} [before] an expression @param {string} [after] another
 */
export function anyOf(words, before = "", after = "") {
  const longestFirst = words.filter(Boolean).sort((a, b) => b.length - a.length).map(asPattern);
  return new RegExp(`${before}(${longestFirst.join("|") || "(?!)"})${after}`, "giu");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
let lastStamp = 0;

/**
 * A fresh id for something this page makes: it sorts by the time of making, and 96 random bits follow.
 * crypto.randomUUID is missing on plain http.
 */
export function newClientId() {
  lastStamp = Math.max(Date.now(), lastStamp + 1);
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `${lastStamp.toString(36).padStart(9, "0")}-${Array.from(random, (byte) => ALPHABET[byte & 63]).join("")}`;
}

/** A text of more than this is folded at first. */
const FOLDED_LINES = 30;
const FOLDED_CHARACTERS = 2_000;

/** @param {string} body */
export const isLong = (body) =>
  (body.length > FOLDED_CHARACTERS && codePoints(body) > FOLDED_CHARACTERS) || body.split("\n", FOLDED_LINES + 1).length > FOLDED_LINES;

/** A text in one line without its marks, for a preview, a quote or a notice. @param {string} body @param {number} [most] */
export const oneLine = (body, most = 300) => closeDirections(body.slice(0, 300).replace(/```\w*|\*\*|~~|__|`/g, "").replace(/\s+/g, " ").trim().slice(0, most));

/** What turns the direction of all that follows, until its partner comes. */
const TURNS = /[\u202A-\u202E\u2066-\u2069]/;
const [POP_EMBEDDING, POP_ISOLATE] = ["\u202C", "\u2069"];

/** Each line of a text with the partners that it lacks: else what stands behind it, a time or a name, is turned round too. @param {string} text */
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

/** For matching what a person types: no case, no accents, and one apostrophe, for phones type a curved one. @param {string} text */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019\u02BC]/g, "'").toLocaleLowerCase();

/** Whether a word of a name begins so: "Pierre" finds "Jean-Pierre". Both are as `plain` makes them. @param {string} key @param {string} wanted */
export const hasWord = (key, wanted) =>
  ` ${key}`.includes(` ${wanted}`) || ` ${key.replace(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${wanted}`);

/** @type {WeakMap<object, string>} */
const keys = new WeakMap();

/** By what something with a name is found and sorted: computed once for each state of it, however long the list. @param {{name: string}} named */
export function nameKey(named) {
  const key = keys.get(named) ?? plain(named.name);
  keys.set(named, key);
  return key;
}

/** Made when it is first needed, like the segmenter. @type {Intl.Collator | null} */
let collator = null;

/** For sorting by name, accents and case aside. @param {{name: string}} a @param {{name: string}} b */
export function byNameKey(a, b) {
  collator ??= new Intl.Collator();
  return collator.compare(nameKey(a), nameKey(b));
}
