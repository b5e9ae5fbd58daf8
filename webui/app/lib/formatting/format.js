/** Draws a message's text: reads it, and turns the tree into nodes. A text that cannot be read or drawn is drawn as it was typed. */

import { h } from "../../html.js";
import { closeDirections } from "../text.js";
import { read } from "./blocks.js";
import { namesToFind } from "./inline.js";
import { nameTable } from "./names.js";
import { drawBlocks } from "./nodes.js";

/** Kana are Japanese alone. Chinese has the same characters beside them in other forms, which fonts choose by the language. */
const KANA = /[\u3041-\u3096\u30a1-\u30fa]/;

/** @typedef {{name: string, me: boolean}} Named a person whose @name is to be marked */

/**
 * Returns what Preact can draw.
 * @param {string} text @param {Named[]} [people] @param {import("./names.js").NameTable | null} [rooms] ids by name
 * @returns {any}
 */
export function format(text, people = [], rooms = null) {
  const body = closeDirections(text);
  try {
    return drawBlocks(read(body, namesToFind(people.length ? tableOf(people) : null, rooms)), KANA.test(body) ? "ja" : undefined);
  } catch (problem) {
    console.error(problem);
    return h("p", { dir: "auto" }, body);
  }
}

/** @param {Named[]} people */
const tableOf = (people) => nameTable(people.map((person) => [person.name, person]));
