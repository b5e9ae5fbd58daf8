/** Finds the short name of an emoji, such as :tada:, that is being typed. It begins a word, so that times and addresses are none. */

/** One Chinese character or syllable is a word by itself. A colon of East Asian width is what their keyboards type. */
const BEGUN = /(?:^|[\s(（])([:：]((?:[\p{L}\p{M}\p{N}_+-]{2,40}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])))$/u;
const CLOSED = /(?:^|[\s(（])([:：]([\p{L}\p{M}\p{N}_+-]{2,40}|\p{Script=Han})[:：])$/u;
const FENCE = "```";

/** Returns the unfinished short name before the caret: where it starts, and what was typed of it. @param {string} text @param {number} caret */
export const findBegun = (text, caret) => find(BEGUN, text, caret);

/** Returns the short name whose closing colon stands before the caret. @param {string} text @param {number} caret */
export const findClosed = (text, caret) => find(CLOSED, text, caret);

/** Nothing is found in a block of code. @param {RegExp} pattern @param {string} text @param {number} caret */
function find(pattern, text, caret) {
  const before = text.slice(0, caret);
  const found = before.match(pattern);
  const isCode = before.split(FENCE).length % 2 === 0;
  return found && !isCode ? { from: caret - found[1].length, typed: found[2] } : null;
}
