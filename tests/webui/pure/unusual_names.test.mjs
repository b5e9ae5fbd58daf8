import { equal, ok } from "./check.mjs";

export const module = "lib/text.js";

const MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/** The marks of formatting around a whole word are read as formatting before a name is looked for. */
const FORMATTING = "*_~`\\";

/** What a name may hold beside letters: every mark of ASCII, and what stands for other alphabets. */
const UNUSUAL = [
  ...[...MARKS].map((mark) => `Jo${mark}Kim`),
  ...[...MARKS].map((mark) => `Jo ${mark}Kim${mark}`),
  "😀 Kim",
  "👩‍👧 Noor",
  "Zoe\u0308 Q\u0302",
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
  "محمد علي",
  "李 小龍",
  "İrem Ağa",
  "W".repeat(40),
  "漢".repeat(40),
  "Jean-Pierre",
  "O'Brien (Sales) [HH] {x}",
];

const mentioned = (node) => {
  if (node === null || typeof node !== "object") return [];
  if (Array.isArray(node)) return node.flatMap(mentioned);
  return node.type === "bdi" ? [node.props.children] : mentioned(node.props.children);
};

export const tests = {
  "any name can be looked for and is found as it is": ({ anyOf, asPattern }) => {
    for (const flags of ["u", "v", ""]) {
      const found = (name) => new RegExp(`^(?:x|[${asPattern("^-]")}]*${asPattern(name)})$`, flags).exec(name)?.[0];
      equal(UNUSUAL.filter((name) => found(name) !== name), []);
    }
    equal(UNUSUAL.filter((name) => anyOf(UNUSUAL, "@").exec(`see @${name}!`)?.[1] !== name), []);
  },
  "nothing to look for is found nowhere": ({ anyOf }) => equal([anyOf([]).test(""), anyOf([""], "@").test("@")], [false, false]),
  "a name is found in another case whatever the language": ({ anyOf }) =>
    ok([..."@İREM @irem @i̇rem".matchAll(anyOf(["İrem"], "@"))].some(([found]) => found === "@İREM")),
  "a mention of any name is marked": async (_text, load) => {
    const { format } = await load("lib/markdown.js");
    const names = UNUSUAL.filter((name) => ![...FORMATTING].some((mark) => name.includes(` ${mark}`)));
    equal(names.map((name) => mentioned(format(`@${name}: hello`, [{ name, me: false }]))), names.map((name) => [`@${name}`]));
  },
};
