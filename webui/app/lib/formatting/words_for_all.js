/** `@everyone` and `@here`, which mention a whole room. Whether somebody may use them is not decided here. */

import { read } from "./blocks.js";
import { namesToFind } from "./inline.js";
import { nameTable } from "./names.js";

export const WORDS_FOR_ALL = ["everyone", "here"];

/** A text without these holds none of the words. It is asked of every text before it is read. */
const MAY_HOLD = /[@＠](?:everyone|here)/i;

/** Whether a text may hold one of the words. @param {string} body */
export const mayMentionRoom = (body) => MAY_HOLD.test(body);

/** Returns the word by which a text mentions a whole room, or null. @param {string} body @returns {string | null} */
export function wordForAll(body) {
  if (!mayMentionRoom(body)) return null;
  const found = namesIn(read(body, namesToFind(nameTable(WORDS_FOR_ALL.map((word) => [word, word])))));
  return WORDS_FOR_ALL.find((word) => found.includes(word)) ?? null;
}

/** @param {any[]} parts blocks, items or parts of lines @returns {string[]} what the names stand for, in order */
const namesIn = (parts) =>
  parts.flatMap((part) => {
    if (part.type === "mention") return [part.value];
    return namesIn(part.children ?? part.items ?? []);
  });
