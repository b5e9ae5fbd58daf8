/** Loads the table of emoji when it is first needed: one file for each language, kept by the browser. */

import { retryable } from "./retryable.js";
import { entryOf } from "./emoji_table.js";

/** The languages that have a table; others use the first one. */
const LANGUAGES = ["en"];
/** Emoji up to this version are on every system. Newer ones are tried. */
const SURE_VERSION = 12.1;
/** The group of the flags, which Windows draws as letters. */
const FLAGS = 8;
/** Large enough to tell a picture from an outline, pixels. */
const SAMPLE_PX = 16;
/** An emoji of several parts that is wider than this times another is drawn as its parts. */
const WIDEST = 1.5;

/** @typedef {import("./emoji_table.js").Entry} Entry */

/** The table once it is loaded. @type {Entry[] | null} */
let table = null;

/** Returns the table if it is loaded. */
export const loadedEmoji = () => table;

/** Loads the table: the emoji that this system can draw, in their order. @type {() => Promise<Entry[]>} @throws {Error} without a connection */
export const loadEmoji = retryable(async () => {
  const language = LANGUAGES.find((one) => document.documentElement.lang.startsWith(one)) ?? LANGUAGES[0];
  const answer = await fetch(new URL(`../../../vendor/emoji/${language}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`The table of emoji is not there: ${answer.status}.`);
  table = drawable((await answer.json()).map(entryOf));
  return table;
});

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
