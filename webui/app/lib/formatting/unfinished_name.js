/** Finds the name of a person or a room that is being typed. */

import { mayName } from "./names.js";

/** A name is looked for in so many characters before the caret. */
const REACH = 64;

/** Returns the unfinished name before the caret: where its sign stands, which one it is, and what was typed of it. @param {string} text @param {number} caret @returns {{from: number, sign: "@" | "#", typed: string} | null} */
export function findMention(text, caret) {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(start, caret);
  for (let at = line.length - 1; at >= Math.max(0, line.length - REACH); at -= 1) {
    if (!/[@＠#＃]/.test(line[at]) || !mayName(line, at)) continue;
    const typed = line.slice(at + 1);
    return /^\s/.test(typed) ? null : { from: start + at, sign: /[@＠]/.test(line[at]) ? "@" : "#", typed };
  }
  return null;
}
