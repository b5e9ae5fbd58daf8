/** Completes what is typed in a query: the words for filters, and after them names, rooms, days and kinds. */

import { plain } from "../../lib/text.js";
import { FILTERS, HAS, IS, TYPES, isValid, unfinished, written } from "../../lib/queries/query_words.js";

/** How many are offered. */
const OFFERED = 10;
/** So many letters of a filter's word are typed before it is offered: a single one begins many words. */
const LEAST_LETTERS = 2;

/**
 * `insert`: what replaces the text from `from` to `to`. `isOpen`: more follows it, as after "from:".
 * @typedef {{insert: string, label: string, note: string, kind: "word" | "person" | "room" | "day" | "thing", id: string, isOpen: boolean}} Option
 */
/** `isWord`: the options are words for filters, which nobody may want. @typedef {{from: number, to: number, isWord: boolean, options: Option[]}} Completion */
/**
 * Where the names come from. They return the best ones first.
 * @typedef {{people: (typed: string) => {id: string, name: string}[], rooms: (typed: string) => {id: string, name: string, isPerson?: boolean}[],
 *   days: () => import("./days.js").Day[], word: (filter: string) => string, thing: (name: string) => string}} Sources
 */

/** The filters that take one of a few words. A file's type may be an ending too. @type {Record<string, string[]>} */
const VALUES = { has: HAS, is: IS, type: TYPES };
/** The filters of which a value may be a beginning and whole at once. */
const OF_NAMES = ["from", "in", "type"];

/** The filters of time: the button for them offers these. */
export const TIMES = ["on", "after", "before"];

/**
 * Returns what completes the text at the caret, or null.
 * @param {string} text @param {number} caret @param {Sources} sources @param {string[]} [offered] filters that somebody has asked for by a button or a key
 * @returns {Completion | null}
 */
export function complete(text, caret, sources, offered = []) {
  const open = unfinished(text, caret);
  if (open && open.name !== "") return ofFilter(open, sources);
  if (offered.length > 0) return words(offered, { from: caret, to: caret, minus: "" }, sources);
  if (!open || open.typed.length < LEAST_LETTERS) return null;
  return words(FILTERS.filter((name) => name.startsWith(open.typed)), open, sources);
}

/** @param {string[]} names @param {{from: number, to: number, minus: string}} place @param {Sources} sources @returns {Completion | null} */
function words(names, { from, to, minus }, sources) {
  const options = names.map((name) => /** @type {Option} */ ({ insert: `${minus}${name}:`, label: `${minus}${name}:`, note: sources.word(name), kind: "word", id: name, isOpen: true }));
  return options.length > 0 ? { from, to, isWord: true, options } : null;
}

/** @param {import("../../lib/queries/query_words.js").Unfinished} open @param {Sources} sources @returns {Completion | null} */
function ofFilter(open, sources) {
  const { name, typed, from, to, minus } = open;
  const options = optionsFor(name, typed, sources).slice(0, OFFERED);
  const isDone = options.some(({ id, label }) => plain(id) === plain(typed.trim()) || (label !== "" && plain(label) === plain(typed.trim())));
  const isClear = typed.trim() !== "" && (isDone || (!OF_NAMES.includes(name) && isValid(name, typed)));
  if (options.length === 0 || isClear) return null;
  return { from, to, isWord: false, options: options.map((option) => ({ ...option, insert: `${minus}${written(name, option.insert)} ` })) };
}

/** @param {string} name @param {string} typed @param {Sources} sources @returns {Option[]} */
function optionsFor(name, typed, sources) {
  const wanted = plain(typed.trim());
  if (name === "from") return [...ofMe(wanted, sources), ...sources.people(typed).map((one) => named(one, "person"))].filter(isWritable);
  if (name === "in") return sources.rooms(typed).map((one) => named(one, one.isPerson ? "person" : "room")).filter(isWritable);
  if (name in VALUES) return VALUES[name].filter((one) => one.startsWith(wanted)).map((one) => thing(one, sources));
  return sources.days().filter(({ value, label }) => value.startsWith(wanted) || plain(label).startsWith(wanted))
    .map(({ value, label, note }) => ({ insert: value, label, note, kind: "day", id: value, isOpen: false }));
}

/** @param {string} wanted @param {Sources} sources @returns {Option[]} */
const ofMe = (wanted, sources) => ("me".startsWith(wanted) ? [{ ...thing("me", sources), kind: "person" }] : []);

/** @param {string} name @param {Sources} sources @returns {Option} */
const thing = (name, sources) => ({ insert: name, label: name, note: sources.thing(name), kind: "thing", id: name, isOpen: false });

/** @param {{id: string, name: string}} one @param {"person" | "room"} kind @returns {Option} */
const named = ({ id, name }, kind) => ({ insert: name, label: name, note: "", kind, id, isOpen: false });

/** A name that begins with a quote cannot be written in a query. @param {Option} option */
const isWritable = ({ insert }) => written("in", insert) !== 'in:""';

/** Puts an option in the place of what was typed. Returns the text, and where the caret stands then. @param {string} text @param {Completion} completion @param {Option} option */
export function taken(text, { from, to }, { insert }) {
  const before = text.slice(0, from);
  const start = before === "" || /\s$/.test(before) ? before : `${before} `;
  const rest = text.slice(to);
  return { text: start + insert + (insert.endsWith(" ") ? rest.trimStart() : rest), caret: start.length + insert.length };
}
