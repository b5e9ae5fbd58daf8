import { each, equal } from "../support/check.mjs";

export const module = "lib/queries/query_words.js";

// As tests/chat/search/test_query.py has them for the host.
const PARTS = [
  ["floor plan", [["", "floor"], ["", "plan"]]],
  ['"floor plan"', [["", "floor plan"]]],
  ["“floor plan”", [["", "floor plan"]]],
  ["-draft", [["-", "draft"]]],
  ['-"old plan"', [["-", "old plan"]]],
  ["from:ana", [["from", "ana"]]],
  ['FROM:"Ana B" x', [["from", "Ana B"], ["", "x"]]],
  ["from：ana", [["from", "ana"]]],
  ["-from:ana", [["-from", "ana"]]],
  ["-before:2026", [["-", "before:2026"]]],
  ["from:", [["", "from:"]]],
  ["https://x.lan", [["", "https://x.lan"]]],
  ["on: friday", [["", "on:"], ["", "friday"]]],
  ['"never ends', [["", "never ends"]]],
  ["has:link has:poll", [["has", "link"], ["has", "poll"]]],
  ["-type:pdf TYPE:xlsx", [["-type", "pdf"], ["type", "xlsx"]]],
  ["", []],
];

const BEGUN = [
  ["from:an", ["from", "an"]],
  ['x from:"Ana B', ["from", "Ana B"]],
  ["in:", ["in", ""]],
  ["-has:li", ["has", "li"]],
  ["fr", ["", "fr"]],
  ["x fr", ["", "fr"]],
  ["from:ana ", null],
  ['from:"Ana" ', null],
  ["x.fr", null],
  ["", null],
];

const ASKED = [
  ["plan from:", "plan"],
  ["plan from:an", "plan from:an"],
  ["plan has:li", "plan"],
  ["has:voice type:xls", "has:voice type:xls"],
  ["plan type:", "plan"],
  ["has:li ", "has:li"],
  ["plan on:2026-1", "plan on:2026-1"],
  ["plan on:20", "plan"],
  ['plan in:""', "plan"],
  ["  plan   b ", "plan b"],
  ["is:", ""],
];

const NAMES = [["Ana", "from:Ana"], ["Ana B", 'from:"Ana B"'], ['Jo "X" Y', 'from:"Jo"'], [":)", 'from:":)"'], ["-x", 'from:"-x"'], ["مريم", "from:مريم"], ["a:b", "from:a:b"]];

export const tests = {
  ...each("a query has its parts", PARTS, ({ parse }, text, parts) => equal(parse(text).map(({ name, value, isExcluded }) => [`${isExcluded ? "-" : ""}${name}`, value]), parts)),
  ...each("what is being typed is known", BEGUN, ({ unfinished }, text, found) => {
    const open = unfinished(text, text.length);
    equal(open && [open.name, open.typed], found);
  }),
  "nothing is being typed in the middle of a word": ({ unfinished }) => equal(unfinished("from:ana", 6), null),
  ...each("what cannot be meant yet is not asked for", ASKED, ({ askable }, text, asked) => equal(askable(text, text.length), asked)),
  ...each("a filter is written so that it is read again", NAMES, ({ written, parse }, name, filter) => {
    equal(written("from", name), filter);
    equal(parse(filter).map((part) => part.name), ["from"]);
  }),
  "a part is taken away with its space": ({ parse, without }) => {
    const text = "plan from:ana has:link";
    equal(parse(text).map((part) => without(text, part)), ["from:ana has:link", "plan has:link", "plan from:ana"]);
  },
  "the words are those that a message must have": ({ wordsOf }) => equal(wordsOf('plan -draft "old one" from:ana'), ["plan", "old one"]),
};
