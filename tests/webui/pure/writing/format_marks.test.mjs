import { each, equal } from "../support/check.mjs";

export const module = "lib/format_marks.js";

/** A text in which "|" stands at the ends of what is selected: one for a caret. */
const parsed = (text) => {
  const from = text.indexOf("|");
  const value = text.replaceAll("|", "");
  const last = text.lastIndexOf("|");
  return { value, from, to: last === from ? from : last - 1 };
};

const shown = (value, { from, to, words, start, end }) => {
  const text = value.slice(0, from) + words + value.slice(to);
  return start === end ? `${text.slice(0, start)}|${text.slice(start)}` : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
};

const TOGGLED = [
  ["a |word| here", "**", "a **|word|** here"],
  ["a **|word|** here", "**", "a |word| here"],
  ["a |**word**| here", "**", "a |word| here"],
  ["a |word | here", "*", "a *|word|*  here"],
  ["a **|word|** here", "*", "a ***|word|*** here"],
  ["a ***|word|*** here", "**", "a *|word|* here"],
  ["a ***|word|*** here", "*", "a **|word|** here"],
  ["~~**|word|**~~", "~~", "**|word|**"],
  ["**|word|**", "~~", "~~**|word|**~~"],
  ["wo|rd", "**", "**|word|**"],
  ["two | words", "`", "two `|` words"],
  ["", "**", "**|**"],
  ["|one\n\n two|", "**", "|**one**\n\n **two**|"],
  ["|**one**\n**two**|", "**", "|one\ntwo|"],
  ["|**one**\ntwo|", "**", "|**one**\n**two**|"],
  ["say |a\nb|", "`", "say \n```\n|a\nb|\n```"],
  ["|```js\na\nb\n```|", "`", "|a\nb|"],
  ["|مرحبا| بك", "**", "**|مرحبا|** بك"],
  ["|2*3|*4", "**", "**|2*3|***4"],
];

const LINKED = [
  ["see |the page| now", "", "see [the page](|https://|) now"],
  ["see |https://a.test/b|", "", "see [|](https://a.test/b)"],
  ["see |the page|", "https://a.test", "see [the page](https://a.test)|"],
  ["see |", "", "see [|](https://)"],
];

const QUOTED = [["one\nt|w|o", "one\n> two|"], ["> one\n|> two|", "> one\ntwo|"], ["|> a\nb|", "> > a\n> b|"]];

export const tests = {
  ...each("a mark is turned on and off", TOGGLED, ({ toggled }, text, mark, wanted) => {
    const { value, from, to } = text ? parsed(text) : { value: "", from: 0, to: 0 };
    equal(shown(value, toggled(value, from, to, mark)), wanted);
  }),
  ...each("a selection becomes a link", LINKED, ({ linked }, text, address, wanted) => {
    const { value, from, to } = parsed(text);
    equal(shown(value, linked(value, from, to, address)), wanted);
  }),
  ...each("lines become quotes", QUOTED, ({ quoted }, text, wanted) => {
    const { value, from, to } = parsed(text);
    equal(shown(value, quoted(value, from, to)), wanted);
  }),
  "a fence is longer than every fence in it": ({ inFence }) => equal(inFence("```\na\n```\n", "md"), "````md\n```\na\n```\n````"),
  "a place is known to be in a fence": ({ isInFence }) => {
    equal(isInFence("```\na", 5), true);
    equal(isInFence("```\na\n```\n", 10), false);
  },
};
