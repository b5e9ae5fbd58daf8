/** Finds a mention that is being typed. */

/** Returns the unfinished @name before the caret: where it starts, and what was typed of it. @param {string} text @param {number} caret */
export function findMention(text, caret) {
  const found = text.slice(0, caret).match(/(?:^|[\s(])@([^@\n]{0,40})$/u);
  return found ? { from: caret - found[1].length - 1, typed: found[1] } : null;
}
