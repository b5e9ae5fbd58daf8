import { each, equal } from "../support/check.mjs";

export const module = "features/writing/snippet_name.js";

const TYPED = [["Hi ;tha", [3, "tha"]], [";gr\u00f6", [0, "gr\u00f6"]], ["a;tha", null], ["Hi ;", null], [";)", null], ["x; y", null]];

export const tests = each("a snippet is completed at the start of a word", TYPED, ({ unfinishedSnippet }, text, found) => {
  const seen = unfinishedSnippet(text, text.length);
  equal(seen && [seen.from, seen.typed], found);
});
