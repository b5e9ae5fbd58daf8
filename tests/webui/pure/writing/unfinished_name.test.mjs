import { each, equal } from "../support/check.mjs";

export const module = "lib/formatting/unfinished_name.js";

const TYPED = [
  ["@", "@"], ["hi @an", "@an"], ["mail ana@ex", null], ["(@b", "@b"], ["@Ana Li", "@Ana Li"], ["@a\nb", null], ["@a\n@b", "@b"], ["请@李", "@李"], ["＠an", "@an"],
  ["@Jean-Pi", "@Jean-Pi"], ["@O'B", "@O'B"], ["@ a", null], ["#Big Ro", "#Big Ro"], ["# heading", null], ["a#b", null], ["@C#x", "@C#x"], ["&#39", null], ["@Ana see #Gen", "#Gen"],
];

export const tests = each("an unfinished name is found before the caret", TYPED, ({ findMention }, text, typed) => {
  const found = findMention(text, text.length);
  equal(found && found.sign + found.typed, typed);
  if (found) equal(text.slice(found.from + 1), found.typed);
});
