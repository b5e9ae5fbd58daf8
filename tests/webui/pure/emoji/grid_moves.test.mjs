import { each, equal } from "../support/check.mjs";

export const module = "features/emoji/grid_moves.js";

/** Four columns: three rows of 4, 4 and 2; a section without anything; one row of 3. */
const [SIZES, COLUMNS] = [[10, 0, 3], 4];
const at = (section, index) => ({ section, index });

const MOVES = [
  ["ArrowRight", [0, 0], [0, 1]], ["ArrowRight", [0, 9], [2, 0]], ["ArrowRight", [2, 2], [2, 2]],
  ["ArrowLeft", [0, 1], [0, 0]], ["ArrowLeft", [2, 0], [0, 9]], ["ArrowLeft", [0, 0], [0, 0]],
  ["ArrowDown", [0, 1], [0, 5]], ["ArrowDown", [0, 7], [0, 9]], ["ArrowDown", [0, 9], [2, 1]], ["ArrowDown", [2, 1], [2, 1]],
  ["ArrowUp", [0, 5], [0, 1]], ["ArrowUp", [0, 2], [0, 2]], ["ArrowUp", [2, 1], [0, 9]], ["ArrowUp", [2, 2], [0, 9]],
  ["Home", [0, 6], [0, 4]], ["End", [0, 4], [0, 7]], ["End", [0, 8], [0, 9]],
];

export const tests = {
  ...each("a key leads to its neighbour", MOVES, ({ moved }, key, from, to) => equal(moved(SIZES, COLUMNS, at(...from), { key }), at(...to))),
  "Ctrl+Home and Ctrl+End lead to the first and the last": ({ moved }) => {
    equal(moved(SIZES, COLUMNS, at(2, 1), { key: "Home", ctrlKey: true }), at(0, 0));
    equal(moved(SIZES, COLUMNS, at(0, 1), { key: "End", ctrlKey: true }), at(2, 2));
  },
  "from right to left, Left leads on": ({ moved }) => equal(moved(SIZES, COLUMNS, at(0, 0), { key: "ArrowLeft" }, true), at(0, 1)),
  "other keys lead nowhere": ({ moved }) => equal(moved(SIZES, COLUMNS, at(0, 0), { key: "Enter" }), null),
};
