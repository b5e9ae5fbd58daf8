/** Finds `code` in a line. */

import { after, before, joinsWord } from "./characters.js";

/**
 * Returns the end and the text of each code span, by the place of its first mark. There are as many marks at its end as
 * at its beginning; the first stand at the beginning of a word, the last at the end of one.
 * @param {string} line @returns {Map<number, {end: number, text: string}>}
 */
export function codeSpans(line) {
  const found = new Map();
  /** The nearest marks further on that can close, by their number. @type {Map<number, number>} */
  const closing = new Map();
  for (const run of [...line.matchAll(/`+/g)].reverse()) {
    const marks = run[0];
    const end = run.index + marks.length;
    const until = closing.get(marks.length);
    if (until !== undefined && !joinsWord(before(line, run.index)) && isCode(line.slice(end, until), marks)) {
      found.set(run.index, { end: until + marks.length, text: line.slice(end, until) });
    }
    if (!joinsWord(after(line, end))) closing.set(marks.length, run.index);
  }
  return found;
}

/** A lone mark beside a space is no code. @param {string} text @param {string} marks */
const isCode = (text, marks) => text.trim() !== "" && (marks.length > 1 || text.trim() === text);
