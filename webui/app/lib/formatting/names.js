/** Finds names after "@" and "#". The host has the same rules in chat/formatting/names.py. */

import { after, before, isSpaceless, isWord, joinsWord } from "./characters.js";

/** In so many places of a message names are looked for. More is no conversation. */
export const MAX_LOOKUPS = 200;

/** Accents and the later parts of a Korean syllable may melt into the letter before them. */
const EXTENDS = /[\p{M}\u1160-\u11FF]/u;

/** Two spellings of a name are equal when this is. @param {string} text */
export const fold = (text) =>
  text.normalize("NFC").replace(/[\u2018\u2019\u02BC]/g, "'").replace(/[^ı]+/gu, (part) => part.toLowerCase().toUpperCase().toLowerCase());

/** Names by their folded spelling. The longest has `reach` UTF-16 units. @typedef {{byName: Map<string, any>, reach: number}} NameTable */

/** Makes a table of names. Where two spell a name alike, the later one has it. @param {Iterable<[string, any]>} entries names and what they stand for @returns {NameTable} */
export function nameTable(entries) {
  const byName = new Map();
  for (const [name, value] of entries) if (name) byName.set(fold(name), value);
  let reach = 0;
  for (const name of byName.keys()) reach = Math.max(reach, name.length);
  return { byName, reach };
}

/** Whether a name may follow a sign at this place: "ana@example.org" names nobody, and "&#39;" no room. @param {string} line @param {number} at */
export function mayName(line, at) {
  const left = before(line, at);
  if (/[@＠]/.test(line[at])) return !joinsWord(left) && !/[@＠]/.test(left);
  return !joinsWord(left) && !/[#＃&/]/.test(left);
}

/** Finds the longest name of the table that begins at a place and ends where a word ends. @param {NameTable} table @param {string} line @param {number} at @returns {{end: number, value: any} | null} */
export function nameAt({ byName, reach }, line, at) {
  const ends = segments(line, at, reach);
  for (let last = ends.length - 1; last >= 0; last -= 1) {
    const { end, folded } = ends[last];
    if (byName.has(folded) && endsWord(line, end)) return { end, value: byName.get(folded) };
  }
  return null;
}

/** The folded text up to each place where a letter with its accents ends. @param {string} line @param {number} at @param {number} reach */
function segments(line, at, reach) {
  const ends = [];
  let folded = "";
  for (let start = at; start < line.length && folded.length < reach;) {
    const end = letterEnd(line, start, reach);
    folded += fold(line.slice(start, end));
    ends.push({ end, folded });
    start = end;
  }
  return ends;
}

/** @param {string} line @param {number} start @param {number} reach */
function letterEnd(line, start, reach) {
  let end = start + after(line, start).length;
  while (end < line.length && end - start < 4 * reach && EXTENDS.test(after(line, end))) end += after(line, end).length;
  return end;
}

/** @param {string} line @param {number} end */
function endsWord(line, end) {
  const next = after(line, end);
  return !isWord(next) || isSpaceless(next) || !joinsWord(before(line, end));
}
