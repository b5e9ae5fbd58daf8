import { equal, ok } from "../support/check.mjs";

export const module = "features/files/room/file_window.js";

/** Rows of messages from one seq down to another, two files each. */
const rows = (from, to) => Array.from({ length: from - to + 1 }, (_, n) => from - n).flatMap((seq) => ["a", "b"].map((id) => ({ message_id: `m${seq}`, id: `${seq}${id}`, seq })));
const seqs = ({ rows: [first, ...rest] }) => [first.seq, rest[rest.length - 1].seq];

export const tests = {
  "holds a bounded number of rows and lets whole messages go above"({ withOlder, EMPTY, MOST_ROWS }) {
    let held = withOlder(EMPTY, rows(1000, 901), "901");
    equal([held.newer, held.older, held.rows.length], [false, "901", 200]);
    held = withOlder(held, rows(900, 801), "801");
    equal([held.newer, held.older, held.rows.length], [true, "801", MOST_ROWS]);
    equal(seqs(held), [950, 801]);
    // An odd number is cut at the next message.
    held = withOlder(held, [...rows(800, 800), { message_id: "m799", id: "x", seq: 799 }], null);
    equal([seqs(held), held.rows.length, held.older], [[948, 799], 299, null]);
  },
  "goes back up and lets whole messages go below"({ withOlder, withNewer, EMPTY, MOST_ROWS }) {
    let held = withOlder(EMPTY, rows(300, 151), null);
    held = withNewer({ ...held, newer: true }, rows(330, 301).toReversed(), true);
    equal([held.rows.length, seqs(held), held.older, held.newer], [MOST_ROWS, [330, 181], "181", true]);
    held = withNewer(held, [{ message_id: "m331", id: "x", seq: 331 }], false);
    equal([seqs(held), held.rows.length, held.older, held.newer], [[331, 182], 299, "182", false]);
  },
  "puts what comes late into its place, and nothing twice"({ withOlder, withNewer, EMPTY }) {
    const held = withOlder(EMPTY, [...rows(9, 7), ...rows(5, 4)], null);
    const now = withNewer(held, [...rows(6, 6), ...rows(8, 8)], false);
    equal(now.rows.map(({ id }) => id), ["9a", "9b", "8a", "8b", "7a", "7b", "6a", "6b", "5a", "5b", "4a", "4b"]);
  },
  "changes and removes the rows of one message alone"({ withOlder, withChanged, EMPTY }) {
    const held = withOlder(EMPTY, rows(3, 1), null);
    ok(withChanged(held, "m9", []) === held);
    const changed = withChanged(held, "m2", [{ message_id: "m2", id: "2b", seq: 2, thumb: "t" }]);
    equal(changed.rows.map(({ id, thumb = "" }) => id + thumb), ["3a", "3b", "2bt", "1a", "1b"]);
    equal(withChanged(held, "m2", []).rows.length, 4);
  },
};
