/** Finds addresses in a line: where they begin and where they end. Whether one is drawn as a link is decided in safe_links.js. */

import { after, before, joinsWord } from "./characters.js";

/** An address is at most so long. */
const MAX_URL_CHARACTERS = 2_000;
const MAX_LOCAL_PART_CHARACTERS = 64;

/** All that an address may hold: ASCII without quotes, angle brackets and bars, and letters of every language. Quotes and punctuation of other languages, and full-width forms, end it. */
const ADDRESS = /[!#-;=?-_a-{}~]|(?![\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\u3000-\u3004\u3008-\u3020\u3030])[^\0-\x7f\s\p{P}\p{Z}\p{Cc}]|[\u2010-\u2015\u00B7]/uy;
const PAIRS = new Map([[")", "("], ["]", "["], ["}", "{"]]);
const TRAILING = ".,;:!?'*_~([{";
const DOMAIN = /(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}/iy;
const WWW = /www\.[\p{L}\p{N}-]+\.[\p{L}\p{N}]/iuy;

/** @typedef {{start: number, end: number, href: string}} Found */

/** Finds the address whose "://" stands at a place. @param {string} line @param {number} colon @param {number} from no link begins before it @returns {Found | null} */
export function linkAt(line, colon, from) {
  const scheme = /https?$/i.exec(line.slice(Math.max(from, colon - 5), colon))?.[0];
  const start = colon - (scheme?.length ?? 0);
  if (!scheme || !line.startsWith("://", colon) || joinsWord(before(line, start))) return null;
  const end = endOf(line, start, colon + 3);
  return end > colon + 3 && /[\p{L}\p{N}[@]/u.test(line.slice(colon + 3, end)) ? { start, end, href: line.slice(start, end) } : null;
}

/** Finds an address without a scheme that begins with "www." at a place. @param {string} line @param {number} start @returns {Found | null} */
export function wwwAt(line, start) {
  WWW.lastIndex = start;
  if (joinsWord(before(line, start)) || !WWW.test(line)) return null;
  const end = endOf(line, start, start + 4);
  return { start, end, href: `http://${line.slice(start, end)}` };
}

/** Finds the e-mail address whose "@" stands at a place. @param {string} line @param {number} at @param {number} from @returns {Found | null} */
export function mailAt(line, at, from) {
  if (!/[a-z0-9_+-]/i.test(before(line, at))) return null;
  DOMAIN.lastIndex = at + 1;
  const domain = DOMAIN.exec(line)?.[0];
  const local = domain && /[a-z0-9][a-z0-9._+-]*$/i.exec(line.slice(Math.max(from, at - MAX_LOCAL_PART_CHARACTERS), at))?.[0];
  if (!domain || !local) return null;
  const [start, end] = [at - local.length, at + 1 + domain.length];
  if (joinsWord(before(line, start)) || /[a-z0-9_@-]/i.test(after(line, end))) return null;
  return { start, end, href: `mailto:${line.slice(start, end)}` };
}

/** Reads "(address)" behind the words of a link. @param {string} line @param {number} start after the bracket @returns {{end: number, href: string} | null} */
export function targetAt(line, start) {
  const scheme = /^(?:https?:\/\/|mailto:|tel:)/i.exec(line.slice(start, start + 8))?.[0];
  if (!scheme) return null;
  let depth = 0;
  for (let at = start; at < Math.min(line.length, start + MAX_URL_CHARACTERS); at += 1) {
    if (/\s/.test(line[at]) || line.startsWith("](", at)) return null;
    if (line[at] === "(") depth += 1;
    if (line[at] !== ")") continue;
    if (depth === 0) return at > start + scheme.length ? { end: at + 1, href: line.slice(start, at) } : null;
    depth -= 1;
  }
  return null;
}

/** Where an address ends: before what it cannot hold, before a closing bracket that was not opened in it, and before the marks of the sentence around it. @param {string} line @param {number} start @param {number} at where to begin reading */
function endOf(line, start, at) {
  let end = heldFrom(line, at, start + MAX_URL_CHARACTERS, before(line, start) === "'");
  while (end > at && TRAILING.includes(line[end - 1])) end -= 1;
  return end;
}

/** @param {string} line @param {number} at @param {number} most @param {boolean} isQuoted whether an apostrophe stands before the address */
function heldFrom(line, at, most, isQuoted) {
  const open = new Map([["(", 0], ["[", 0], ["{", 0]]);
  for (;;) {
    ADDRESS.lastIndex = at;
    const letter = ADDRESS.exec(line)?.[0];
    if (!letter || at + letter.length > most || (isQuoted && letter === "'")) return at;
    const depth = open.get(letter);
    if (depth !== undefined) open.set(letter, depth + 1);
    const opening = PAIRS.get(letter);
    const left = opening === undefined ? 0 : /** @type {number} */ (open.get(opening)) - 1;
    if (left < 0) return at;
    if (opening !== undefined) open.set(opening, left);
    at += letter.length;
  }
}
