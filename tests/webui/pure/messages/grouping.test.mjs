import { equal } from "../support/check.mjs";
import { message } from "../support/data.mjs";

export const module = "lib/grouping.js";

const mark = ({ message: { seq }, first, last }) => `${seq}${first ? "f" : ""}${last ? "l" : ""}`;
const rows = ({ arrange }, messages, divider = null) => arrange(messages, divider, "me").map((row) => (row.type === "message" ? mark(row) : row.type));

export const tests = {
  "messages of one person within five minutes are a group": (m) =>
    equal(rows(m, [message(1), message(2, 4), message(3, 9), message(4, 10, { sender_id: "ben" })]), ["day", "1f", "2l", "3fl", "4fl"]),
  // 22:59 and 23:01 in UTC lie on two days in Berlin.
  "a day begins a group by the reader's own midnight": (m) =>
    equal(rows(m, [message(1, 1_379), message(2, 1_381)]), ["day", "1fl", "day", "2fl"]),
  "the new line stands before the first unread of others and parts a group": (m) => {
    const all = [message(1), message(2, 0, { sender_id: "me" }), message(3), message(4)];
    equal(rows(m, all, 1), ["day", "1fl", "2fl", "new", "3f", "4l"]);
    equal(rows(m, all.slice(2), 3), ["day", "3fl", "new", "4fl"]);
  },
};
