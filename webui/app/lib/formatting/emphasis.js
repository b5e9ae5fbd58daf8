/** Pairs the marks of bold, italic and struck text in a line. One mark of each kind is open at a time, so that this takes one pass. */

import { SUBSTANCE, canClose, canOpen } from "./characters.js";
import { add } from "./tree.js";

/** The marks that mean something. Any other run, such as "__" or "****", stays as it was typed. */
const KINDS = new Map([["**", "bold"], ["*", "italic"], ["_", "italic"], ["~~", "strike"]]);

/**
 * A part of a line: text, something that has been read already, or marks.
 * @typedef {{text: string, node?: any, opens?: boolean, closes?: boolean}} Token
 * @typedef {{from: number, to: number, type: any}} Pair tokens of one kind of mark
 */

/** Splits marks that stand together into tokens. Only what stands outside of them all decides what they can do. @param {string} marks @param {string} left @param {string} right @returns {Token[]} */
export function markTokens(marks, left, right) {
  const sides = { opens: canOpen(left, right), closes: canClose(left, right) };
  return (marks.match(/\*+|_+|~+/g) ?? []).map((text) => ({ text, ...sides }));
}

/** Returns the nodes of a line's tokens. @param {Token[]} tokens @returns {import("./tree.js").Inline[]} */
export function emphasised(tokens) {
  const split = splitThrees(tokens);
  return nested(split, paired(split));
}

/** Three asterisks are bold and italic at once. They close in the order in which they do not cross. @param {Token[]} tokens */
function splitThrees(tokens) {
  let isOpen = false;
  return tokens.flatMap((token) => {
    if (token.text !== "***" || token.opens === undefined) return [token];
    isOpen = !(token.closes && (isOpen || !token.opens));
    const [two, one] = [{ ...token, text: "**" }, { ...token, text: "*" }];
    return isOpen ? [two, one] : [one, two];
  });
}

/** @param {Token[]} tokens @returns {Map<number, Pair>} the pairs by their first token */
function paired(tokens) {
  const pairs = new Map();
  /** The latest open mark of each kind. @type {Map<string, number>} */
  const open = new Map();
  for (const [at, { text, opens, closes }] of tokens.entries()) {
    if (opens === undefined || !KINDS.has(text)) continue;
    const from = closes ? open.get(text) : undefined;
    if (from !== undefined) open.delete(text);
    if (from !== undefined && hasSubstance(tokens, from, at)) {
      pairs.set(from, { from, to: at, type: KINDS.get(text) });
      for (const [mark, place] of open) if (place > from) open.delete(mark);
    } else if (opens) open.set(text, at);
  }
  return pairs;
}

/** @param {Token[]} tokens @param {number} from @param {number} to */
const hasSubstance = (tokens, from, to) => tokens.slice(from + 1, to).some(({ text, node, opens }) => node || (opens === undefined && SUBSTANCE.test(text)));

/** @param {Token[]} tokens @param {Map<number, Pair>} pairs */
function nested(tokens, pairs) {
  const root = /** @type {import("./tree.js").Inline[]} */ ([]);
  const inside = [{ parts: root, to: -1 }];
  for (const [at, { text, node }] of tokens.entries()) {
    const pair = pairs.get(at);
    const { parts, to } = inside[inside.length - 1];
    if (at === to) inside.pop();
    else if (!pair) add(parts, node ?? text);
    else {
      const mark = { type: pair.type, children: [] };
      add(parts, mark);
      inside.push({ parts: mark.children, to: pair.to });
    }
  }
  return root;
}
