import { equal } from "../support/check.mjs";

export const module = "lib/formatting/format.js";

const MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

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
  "a mention of any name is marked": ({ format }) => {
    equal(UNUSUAL.map((name) => mentioned(format(`@${name}: hello`, [{ name, me: false }]))), UNUSUAL.map((name) => [`@${name}`]));
  },
};
