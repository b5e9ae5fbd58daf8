import { each, equal } from "./check.mjs";

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
  ...each("a name is marked where it is typed letter by letter", NAMES, ({ piecesOfName }, name, typed, found) => equal(piecesOfName(name, typed), found)),
};
