/**
 * The language of queries, as the host reads it (chat_desktop/chat/search/query.py): words, words in quotes, words with
 * a minus, and filters such as from:ana.
 */

/**
 * A part of a query. `name`: of a filter, "" for words. `from` and `to`: its place in the text.
 * @typedef {{from: number, to: number, name: string, value: string, isExcluded: boolean, isQuoted: boolean}} Part
 */

export const FILTERS = ["from", "in", "before", "after", "on", "has", "is", "type"];
/** What a message can have, and what it can be. */
export const HAS = ["link", "file", "image", "video", "voice", "poll"];
export const IS = ["pinned", "saved", "unread"];
/** Sorts of files. The ending of a name, such as xlsx, is a type too. */
export const TYPES = ["image", "video", "audio", "voice", "pdf", "document", "spreadsheet", "presentation", "text", "archive"];
/** The filters that a minus turns round. */
const EXCLUDABLE = ["from", "in", "has", "type"];

const QUOTES = /[“”„‟«»＂]/g;
const COLONS = /\b(from|in|before|after|on|has|is|type)：/gi;
const PART = /(-?)(?:(from|in|before|after|on|has|is|type):(?=[^\s:/]))?(?:"([^"]*)("?)|(\S+))/gi;
/** A day, a month or a year, as the host reads it. */
const DATE = /^\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?$/;
const DAY_WORDS = ["today", "yesterday"];

/** Writes the quotes and colons of phones and word processors as plain ones. Places stay the same. @param {string} text */
export const plainMarks = (text) => text.replace(QUOTES, '"').replace(COLONS, "$1:");

/** Returns the parts of a query, in the order in which they were typed. @param {string} text @returns {Part[]} */
export function parse(text) {
  return [...plainMarks(text).matchAll(PART)].map((found) => {
    const [whole, minus, name = "", quoted, , plain = ""] = found;
    const value = (quoted ?? plain).trim();
    const isFilter = name !== "" && value !== "" && (minus === "" || EXCLUDABLE.includes(name.toLowerCase()));
    const place = { from: found.index, to: found.index + whole.length };
    if (isFilter) return { ...place, name: name.toLowerCase(), value, isExcluded: minus !== "", isQuoted: quoted !== undefined };
    return { ...place, name: "", value: quoted === undefined ? whole.slice(minus.length) : value, isExcluded: minus !== "", isQuoted: quoted !== undefined };
  });
}

/** Returns the filters of a query. @param {string} text */
export const filtersOf = (text) => parse(text).filter(({ name }) => name !== "");

/** Returns the words that a message must have, without filters, quotes and what has a minus. @param {string} text */
export const wordsOf = (text) => parse(text).filter(({ name, isExcluded, value }) => name === "" && !isExcluded && value !== "").map(({ value }) => value);

/** Removes a part. @param {string} text @param {Part} part */
export const without = (text, { from, to }) => `${text.slice(0, from).trimEnd()} ${text.slice(to).trimStart()}`.trim();

/** Adds something at the end, with a space before it. @param {string} text @param {string} more */
export const withMore = (text, more) => (text.trim() === "" ? more : `${text.trimEnd()} ${more}`);

/** Writes a filter. A name with spaces stands in quotes; there is no way to write a quote inside, so it ends before one. @param {string} name @param {string} value */
export function written(name, value) {
  const [whole] = plainMarks(value).split('"');
  return `${name}:${/^[^\s:/"-][^\s"]*$/.test(whole) ? whole : `"${whole.trim()}"`}`;
}

/** The filters that take any value: names, and the endings of names. */
const TAKES_ANY = ["from", "in", "type"];

/** Whether a filter's value is one that the host takes. Names and endings are not checked here. @param {string} name @param {string} value */
export function isValid(name, value) {
  if (name === "has") return HAS.includes(value.toLowerCase());
  if (name === "is") return IS.includes(value.toLowerCase());
  return TAKES_ANY.includes(name) || DATE.test(value) || DAY_WORDS.includes(value.toLowerCase());
}

const OPEN_FILTER = /(^|\s)(-?)(from|in|before|after|on|has|is|type):(?:"([^"]*)|([^\s"]*))$/i;
const EMPTY_FILTER = /(^|\s)-?(?:from|in|before|after|on|has|is|type):(?:""?)?(?=\s|$)/gi;
const OPEN_WORD = /(?:^|\s)(-?)([a-z]{1,6})$/i;

/** What is being typed. `name`: of the filter, "" where it is a word that may become one. @typedef {{name: string, typed: string, minus: string, from: number, to: number}} Unfinished */

/** Returns what is being typed at the caret, or null: a filter with what is there of its value, or a single word. @param {string} text @param {number} caret @returns {Unfinished | null} */
export function unfinished(text, caret) {
  const before = plainMarks(text).slice(0, caret);
  const rest = plainMarks(text).slice(caret);
  if (/^[^\s"]/.test(rest)) return null;
  const filter = before.match(OPEN_FILTER);
  const to = caret + (filter?.[4] !== undefined && rest.startsWith('"') ? 1 : 0);
  if (filter) return { name: filter[3].toLowerCase(), typed: filter[4] ?? filter[5], minus: filter[2], from: caret - filter[0].length + filter[1].length, to };
  const word = before.match(OPEN_WORD);
  return word && { name: "", typed: word[2].toLowerCase(), minus: word[1], from: caret - word[1].length - word[2].length, to: caret };
}

/**
 * Returns what of a query the host is asked for: all but what is begun and cannot be meant yet, such as "from:" and
 * "has:li". What was left so is asked for, and the host says what is wrong with it.
 * @param {string} text @param {number} caret
 */
export function askable(text, caret) {
  const open = unfinished(text, caret);
  const isWaiting = open && open.name !== "" && (open.typed.trim() === "" || !isValid(open.name, open.typed));
  const asked = isWaiting ? `${text.slice(0, open.from)} ${text.slice(open.to)}` : text;
  return asked.replace(EMPTY_FILTER, " ").trim().replace(/\s+/g, " ");
}
