import { each, equal } from "./check.mjs";

export const module = "lib/mention.js";

const TYPED = [["@", ""], ["hi @an", "an"], ["mail ana@ex", null], ["(@b", "b"], ["@Ana Li", "Ana Li"], ["@a\nb", null]];

export const tests = each("an unfinished mention is found before the caret", TYPED, ({ findMention }, text, typed) =>
  equal(findMention(text, text.length)?.typed ?? null, typed));
