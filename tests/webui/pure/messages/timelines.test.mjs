import { each, equal } from "../support/check.mjs";
import { message, page } from "../support/data.mjs";

export const module = "store/timelines.js";

const shape = ({ rows, moreBefore, moreAfter }) => [rows[0]?.seq, rows.at(-1)?.seq, rows.length, moreBefore, moreAfter];

const HEARD = [
  ["follows", 201, true, [42, 201, 160, true, false]],
  ["the reader is further up", 201, false, [1, 200, 200, true, true]],
  ["leaves a hole", 203, true, [1, 200, 200, true, true]],
  ["is there already", 150, true, [1, 200, 200, true, false]],
];

export const tests = {
  "a window has two hundred rows and gives up those at the far end": ({ append, fromPage, prepend }) => {
    equal(shape(prepend(fromPage(page(151, 300)), page(51, 150))), [51, 250, 200, true, true]);
    equal(shape(append(fromPage(page(1, 150, { before: false, after: true })), page(151, 250))), [51, 250, 200, true, false]);
  },
  ...each("a message that is heard", HEARD, ({ fromPage, applyMessage }, _name, seq, isAtEnd, wanted) =>
    equal(shape(applyMessage(fromPage(page(1, 200)), message(seq), isAtEnd)), wanted)),
  "a change replaces its row and an older state does not": ({ fromPage, applyMessage }) => {
    const edited = applyMessage(fromPage(page(1, 2)), message(1, 0, { body: "new", rev: 5 }), true);
    const stale = applyMessage(edited, message(1, 0, { body: "old", rev: 4 }), true);
    equal(stale.rows.map((row) => row.body), ["new", "2"]);
  },
};
