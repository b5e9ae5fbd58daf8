/** Finds the name of a snippet that is being typed. */

/** Returns the unfinished name before the caret: where its semicolon stands, and what was typed of it. @param {string} text @param {number} caret @returns {{from: number, typed: string} | null} */
export function unfinishedSnippet(text, caret) {
  const found = text.slice(0, caret).match(/(?:^|\s);([\p{L}\p{M}\p{N}_-]{1,30})$/u);
  return found && { from: caret - found[1].length - 1, typed: found[1] };
}
