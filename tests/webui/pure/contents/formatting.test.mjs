import { each, equal, ok } from "../support/check.mjs";
import { table, written } from "./cases.mjs";
import { texts } from "./random.mjs";
import { steps } from "./steps.mjs";

export const module = "lib/formatting/blocks.js";

const SEED = 20261128;
/** For 8,000 characters. */
const MOST_STEPS = 640_000;

/** Each is repeated until it is as long as a message may be. None may take more than its length, or little more. */
const MADE_TO_HURT = [
  "*", "_", "x*_", "*a ", "a* ", "*\"", "**a *b ", "`", "` ", "`a", "``a` ", "[", "[a](", "](http://", "[a](http://x", "![", "> ", ">", "- ", "1. ", "@", "@a ", "@Ana ",
  "a@", "a.", "a@b.", "a\\ ", "https://", "https://(", "www.a.", "www.", "#", "\u0301", "e\u0301", "*重", "```\n", "```a\n", "```a\nb```\n", "> > > > > ", "- a\n  ", "\n", " ", "👍🏽", "(", "'https://a'", "~~a", "***a",
];

/** The names of the table, for one reading. */
async function namesIn(load) {
  const [{ nameTable }, { namesToFind }] = [await load("lib/formatting/names.js"), await load("lib/formatting/inline.js")];
  const own = (names) => nameTable(names.map((name) => [name, name]));
  return namesToFind(own(table.people), own(table.rooms));
}

/** The characters of a text that can be seen. */
const visible = (text) => [...text].filter((letter) => /[^\s\p{C}]/u.test(letter));

/** Everything that is drawn of a tree, in order. */
function drawnText(blocks) {
  const line = (parts) => parts.map((part) => (typeof part === "string" ? part : part.children ? line(part.children) : part.text)).join("");
  return blocks.map(({ type, children, items, language, text }) => {
    if (type === "fence") return language + text;
    if (type === "quote") return drawnText(children);
    return items ? items.map(({ marker, children: words }) => (marker === "-" ? "" : marker) + line(words)).join("") : line(children);
  }).join("");
}

/** Takes what is drawn out of a body, from left to right, and returns what is left of the body, or null when something else was drawn. */
function leftOver(body, drawn) {
  const left = [];
  const shown = visible(drawn);
  let at = 0;
  for (const letter of visible(body)) {
    if (letter === shown[at]) at += 1;
    else left.push(letter);
  }
  return at === shown.length ? left.join("") : null;
}

export const tests = {
  ...each("a text is read so", table.cases.map(({ body, drawn }) => [body, drawn]), async ({ read }, body, drawn, load) => {
    equal(written(read(body, await namesIn(load))), drawn);
  }),
  "every letter, digit and visible character is drawn, in order, and only marks are not": async ({ read }, load) => {
    const names = await namesIn(load);
    for (const body of texts(4_000, SEED).filter((text) => !text.includes("]("))) {
      const left = leftOver(body, drawnText(read(body, { ...names })));
      ok(left !== null, `${JSON.stringify(body)} is drawn in another order`);
      ok(/^[*_~`>-]*$/.test(left), `${JSON.stringify(body)} loses ${left}`);
    }
  },
  "a text without marks is drawn as it is": ({ read }) => {
    for (const body of texts(2_000, SEED + 1)) {
      const plain = body.replace(/[*_~`[\]>#@＠-]/g, "").trim();
      if (!/^\d+\. /m.test(plain)) equal(drawnText(read(plain)), plain);
    }
  },
  "nothing that is drawn ends within a character": ({ read }) => {
    for (const body of texts(2_000, SEED + 2)) ok(drawnText(read(body)).isWellFormed?.() ?? true);
  },
  ...each("a text that is made to hurt takes steps in proportion to its length", MADE_TO_HURT.map((part) => [part]), async ({ read }, part, load) => {
    const of = (length) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
    const names = await namesIn(load);
    const [half, whole] = [4_000, 8_000].map((length) => steps(() => read(of(length), { ...names })));
    ok(whole < 2.6 * half + 2_000, `${half} steps became ${whole}`);
    ok(whole < MOST_STEPS, `${whole} steps`);
  }),
};
