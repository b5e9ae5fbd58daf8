import { each, equal } from "../support/check.mjs";

export const module = "lib/queries/marked.js";

const TEXTS = [
  ["the floor plan", [[4, 9], [10, 14]], [["the ", false], ["floor plan", true]]],
  ["the floor, plan", [[4, 9], [11, 15]], [["the ", false], ["floor", true], [", ", false], ["plan", true]]],
  ["plan", [[0, 4]], [["plan", true]]],
  ["plan", [], [["plan", false]]],
  ["🎉 plan", [[3, 7]], [["🎉 ", false], ["plan", true]]],
  ["plan", [[2, 9], [0, 3], [3, 3]], [["plan", true]]],
  ["plan", [[7, 9]], [["plan", false]]],
  ["", [[0, 4]], []],
];

// The text, where its first mark begins, how many letters may stand before it, and what is shown.
const LONG = [
  ["the second floor", 11, 11, "the second floor"],
  ["the second floor", 11, 10, "…second floor"],
  ["the second floor", 11, 7, "…second floor"],
  ["the second floor", 11, 4, "…ond floor"],
  ["…the second floor", 12, 8, "…second floor"],
  ["floor", 0, 0, "floor"],
  ["昼は京都でラーメン", 5, 4, "…都でラーメン"],
  ["昼は京都でラーメン", 5, 10, "昼は京都でラーメン"],
  ["🎉🎉🎉 plan", 7, 3, "…🎉 plan"],
  ["cafe\u0301s plan", 7, 3, "…s plan"],
];

const NAMES = [
  ["Floor plans", "floor plan", [["Floor plan", true], ["s", false]]],
  ["Floor plans", " ", [["Floor plans", false]]],
  ["Deliveries", "dlv", [["Deliveries", false]]],
  ["İzmir", "z", [["İzmir", false]]],
];

const FILES = ["a", "b", "c", "d"].map((id) => ({ id }));
const order = ({ foundFirst }, marks) => foundFirst(FILES, marks).map(({ file, marks: places }) => [file.id, places.length]);

export const tests = {
  "files stay in their order where no name was found": (m) => equal(order(m, []), [["a", 0], ["b", 0], ["c", 0], ["d", 0]]),
  "files whose names were found come first": (m) => equal(order(m, [[3, [[0, 2]]], [1, [[0, 1], [3, 4]]]]), [["b", 2], ["d", 1], ["a", 0], ["c", 0]]),
  ...each("a text is split at its marks", TEXTS, ({ pieces }, text, marks, found) => equal(pieces(text, marks), found)),
  ...each("a long text begins near its first mark", LONG, ({ nearMark }, text, first, most, shown) => {
    const marks = [[first, text.length]];
    const found = nearMark(text, marks, most);
    equal(found.text, shown);
    equal(found.marks.map(([from, to]) => found.text.slice(from, to)), [text.slice(first)]);
  }),
  "without marks a text stays as it is": ({ nearMark }) => equal(nearMark("the floor", [], 0), { text: "the floor", marks: [] }),
  ...each("a name is marked where it is typed letter by letter", NAMES, ({ piecesOfName }, name, typed, found) => equal(piecesOfName(name, typed), found)),
};
