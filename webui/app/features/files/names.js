/** How the page writes the name, the kind, the size and the length of a file. */

import { locale } from "../../lib/i18n.js";

/** Characters that turn the direction of what follows, or that cannot be seen: with them "gpj.exe" would read as "exe.jpg". */
const HIDDEN = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;
const ENDING = /\.([^.\s]{1,12})$/;
/** A name of up to this many characters is not cut. */
const SHORT = 10;
/** Letters that are joined to the next one. Parted between two boxes they would be drawn in other forms. */
const JOINED = /^[\p{Script=Arabic}\p{Script=Syriac}]/u;
/** How many characters more stay with the ending, so that no word of joined letters is parted. */
const MOST_BACK = 14;
/** How many characters before the ending stay with it. */
const BEFORE_ENDING = 4;
/** Characters as wide as whole words, and marks that pile up on a letter. A few of them fill a row, and would push what stands behind them out of sight. */
const SPRAWLING = /[\uFDFA-\uFDFF\uA9C5\u2E3A\u2E3B\u{12000}-\u{1254F}]|\p{M}{4}/u;

/** @type {Intl.Segmenter | null} */
let segments = null;

/** @param {string} text */
function characters(text) {
  segments ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return [...segments.segment(text)].map(({ segment }) => segment);
}

/** A name without the characters that would hide what it ends with. @param {string} name */
export const shownName = (name) => name.replace(HIDDEN, "");

/** Splits a name in a part that may be cut, and an end that stays. @param {string} name @returns {[string, string]} */
export function cutName(name) {
  const shown = shownName(name);
  if (SPRAWLING.test(shown)) return [shown.replace(ENDING, ""), shown.match(ENDING)?.[0] ?? ""];
  const all = characters(shown);
  if (all.length <= SHORT) return [shown, ""];
  const ending = characters(shown.match(ENDING)?.[0] ?? "").length;
  const at = betweenWords(all, all.length - ending - BEFORE_ENDING);
  return [all.slice(0, at).join(""), all.slice(at).join("")];
}

/** The begin of the word at a place, where its letters are joined. @param {string[]} all @param {number} at */
function betweenWords(all, at) {
  let back = at;
  while (back > 0 && back > at - MOST_BACK && JOINED.test(all[back] ?? "") && JOINED.test(all[back - 1])) back -= 1;
  return back > 0 && JOINED.test(all[back - 1]) ? at : back;
}

/** The ending of a name in small letters, without its dot; empty without one. @param {string} name */
export const endingOf = (name) => shownName(name).match(ENDING)?.[1].toLowerCase() ?? "";

/** The label and the hue of a kind, by the endings of names. @type {[string, number, string][]} */
const KINDS = [
  ["PDF", 20, "pdf"], ["XLS", 152, "xls xlsx xlsm ods"], ["CSV", 152, "csv tsv"], ["DOC", 235, "doc docx odt rtf"],
  ["PPT", 45, "ppt pptx odp"], ["ZIP", 85, "zip 7z rar tar gz tgz bz2 xz zst"], ["MD", 225, "md markdown"], ["TXT", 225, "txt log"],
];
const HUE = { image: 190, video: 300, audio: 320, voice: 320, text: 225, pdf: 20 };
const LABEL_MAX = 4;

/** The label of a file's box, and its hue. A name without an ending has no label. @param {{kind: string, name: string}} file @returns {{label: string, hue: number}} */
export function boxOf({ kind, name }) {
  const ending = endingOf(name);
  const known = KINDS.find(([, , endings]) => endings.split(" ").includes(ending));
  if (known) return { label: known[0], hue: known[1] };
  return { label: /^[a-z0-9]+$/.test(ending) && ending.length <= LABEL_MAX ? ending.toUpperCase() : "", hue: /** @type {any} */ (HUE)[kind] ?? 215 };
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

/** Writes a size: "84 kB", "1.4 MB". @param {number} bytes */
export function sizeText(bytes) {
  let value = Math.max(0, bytes);
  let at = 0;
  // What rounds up to a thousand is one of the next unit.
  while (value >= (at === 0 ? 1000 : 999.5) && at < UNITS.length - 1) [value, at] = [value / 1000, at + 1];
  return new Intl.NumberFormat(locale(), { style: "unit", unit: UNITS[at], unitDisplay: at === 0 ? "long" : "short", maximumFractionDigits: value < 10 && at > 1 ? 1 : 0 }).format(value);
}
