import { each, equal, ok } from "../support/check.mjs";

export const module = "lib/text.js";

/** Overrides: from here on every letter goes this way. */
const [LEFT, RIGHT] = ["\u202d", "\u202e"];
const [POP, POP_ISOLATE] = ["\u202c", "\u2069"];

const INITIALS = [
  ["Ana", "A"], ["Leïla Ben Amar", "LA"], ["  ", ""], ["李 小龍", "李小"], ["👩‍👧 Kim", "👩‍👧K"],
  ["[x] (y)", "XY"], ["*Star* _under_", "SU"], ["O'Neil", "O"], ["***", "*"], ["🦊 Fox", "🦊F"], ["(Sales) Ana Lima", "SL"],
];

const EMOJI = [["🎉", true], ["👍🏽 ❤️", true], ["🎉🎉🎉🎉", false], ["ok 🎉", false], ["3", false]];

const LONG = [
  ["x".repeat(2_000), false], ["x".repeat(2_001), true], ["😀".repeat(2_000), false], ["😀".repeat(2_001), true],
  ["\n".repeat(29), false], ["\n".repeat(30), true],
];

const CLOSINGS = [
  ["plain", ""],
  [`${RIGHT}turned`, POP],
  [`${RIGHT}turned${POP}`, ""],
  [`${RIGHT}${LEFT}twice`, POP + POP],
  ["\u2067apart", POP_ISOLATE],
  [`\u2067apart${RIGHT}`, POP + POP_ISOLATE],
  [`\u2067apart${RIGHT}${POP_ISOLATE}`, ""],
  [`${POP}${POP_ISOLATE}nothing open`, ""],
  ["\u200fa mark turns nothing", ""],
];

const WORDS = [["Jean-Pierre", "pierre"], ["O'Neil", "o’n"], ["O’Neil", "o'n"], ["O'Neil", "neil"], ["[x] (y)", "[x"], ["[x] (y)", "y"]];

export const tests = {
  ...each("initials are whole letters", INITIALS, ({ initials }, name, letters) => equal(initials(name), letters)),
  ...each("a short name may be there", [[":sm", true], ["10:30", false], ["http://ab", false]], ({ mayHaveShortName }, text, may) => equal(mayHaveShortName(text), may)),
  ...each("up to three emoji alone are large", EMOJI, ({ isEmojiOnly }, body, large) => equal(isEmojiOnly(body), large)),
  ...each("over thirty lines or two thousand characters a text is long", LONG, ({ isLong }, body, long) => equal(isLong(body), long)),
  ...each("every line closes its directions at its end", CLOSINGS, ({ closeDirections }, text, closing) => {
    equal(closeDirections(text), text + closing);
    equal(closeDirections(`${text}\n${text}`), `${text}${closing}\n${text}${closing}`);
  }),
  "client ids sort by making, are never the same, and fit the protocol": ({ newClientId }) => {
    const ids = Array.from({ length: 2_000 }, newClientId);
    equal(ids, [...ids].sort());
    equal(new Set(ids).size, 2_000);
    ok(ids.every((id) => id.length <= 64 && /^[\w-]+$/.test(id)));
  },
  ...each("each word of a name finds it with either apostrophe", WORDS, ({ hasWord, plain }, name, typed) => ok(hasWord(plain(name), plain(typed)))),
  "a part inside a word finds no name": ({ hasWord, plain }) => ok(!hasWord(plain("Jean-Pierre"), plain("ierre"))),
};
