/** Loads the table of emoji when it is first needed, and its names in the person's language. The browser keeps the files. */

import { languageOf } from "../../lib/i18n.js";
import { retryable } from "./retryable.js";
import { entryOf } from "./emoji_table.js";

/** The languages that have names beside the English ones of the table. */
const LANGUAGES = ["ar", "de", "es", "fr", "ja", "pt-BR", "zh-Hans"];
/** Emoji up to this version are on every system. Newer ones are tried. */
const SURE_VERSION = 12.1;
/** The group of the flags, which Windows draws as letters. */
const FLAGS = 8;
/** Large enough to tell a picture from an outline, pixels. */
const SAMPLE_PX = 16;
/** An emoji of several parts that is wider than this times another is drawn as its parts. */
const WIDEST = 1.5;

/** @typedef {import("./emoji_table.js").Entry} Entry */

/** The tables that are loaded, by language. @type {Map<string, Entry[]>} */
const tables = new Map();
/** Loads tables, by language. @type {Map<string, () => Promise<Entry[]>>} */
const loaders = new Map();

/** Returns the table of the page's language if it is loaded. */
export const loadedEmoji = () => tables.get(languageOf()) ?? null;

/** Loads the table of the page's language: the emoji that this system can draw, in their order. @returns {Promise<Entry[]>} @throws {Error} without a connection */
export function loadEmoji() {
  const language = languageOf();
  if (!loaders.has(language)) loaders.set(language, retryable(() => load(language)));
  return /** @type {() => Promise<Entry[]>} */ (loaders.get(language))();
}

/** @param {string} language */
async function load(language) {
  const [rows, own] = await Promise.all([read("en"), LANGUAGES.includes(language) ? read(language) : null]);
  const entries = drawable(rows.map((/** @type {any[]} */ row) => entryOf(row, own?.[row[0]])));
  tables.set(language, entries);
  return entries;
}

/** @param {string} name @returns {Promise<any>} */
async function read(name) {
  const answer = await fetch(new URL(`../../../vendor/emoji/${name}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`The table of emoji is not there: ${answer.status}.`);
  return answer.json();
}

/** Leaves out what would be drawn as an empty box. One emoji of each version is tried, and one flag. @param {Entry[]} entries */
function drawable(entries) {
  const draws = colourTester();
  if (!draws("😀")) return entries; // Without pictures in colour it cannot be told.
  /** @type {Map<number, boolean>} */
  const versions = new Map();
  const hasFlags = draws("🇩🇪");
  return entries.filter(({ emoji, version, group }) => {
    if (group === FLAGS && !hasFlags) return false;
    if (!versions.has(version)) versions.set(version, version <= SURE_VERSION || draws(emoji));
    return versions.get(version);
  });
}

/** Returns a function that tells whether a text is drawn as one picture: then the colour of the text does not matter. */
function colourTester() {
  const canvas = Object.assign(document.createElement("canvas"), { width: SAMPLE_PX, height: SAMPLE_PX });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const pixels = (/** @type {string} */ text, /** @type {string} */ colour) => {
    if (!pen) return "";
    pen.clearRect(0, 0, SAMPLE_PX, SAMPLE_PX);
    Object.assign(pen, { fillStyle: colour, textBaseline: "top", font: `${SAMPLE_PX - 4}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif` });
    pen.fillText(text, 0, 0);
    return pen.getImageData(0, 0, SAMPLE_PX, SAMPLE_PX).data.join();
  };
  const width = (/** @type {string} */ text) => pen?.measureText(text).width ?? 0;
  return (/** @type {string} */ text) => pixels(text, "#000") === pixels(text, "#f00") && width(text) < WIDEST * width("😀");
}
