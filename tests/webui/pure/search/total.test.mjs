import { equal } from "../support/check.mjs";

export const module = "lib/queries/total.js";

const state = (room, next, counts) => ({ asked: { q: "plan", room }, next, counts });
const counts = { all: { n: 100, more: true }, room: { n: 14, more: false } };

export const tests = {
  "all that has come is the sum": (m) => {
    equal(m.sumOf(state(null, null, null), 14), "14 messages, newest first");
    equal(m.sumOf(state("r1", null, null), 6), "6 here, newest first");
    equal([m.sumOf(state(null, null, null), 1), m.sumOf(state("r1", null, null), 1)], ["1 message", "1 here"]);
  },
  "until more is counted the sentence is of what is shown": (m) => equal(m.sumOf(state(null, "c1", null), 20), "The newest 20 messages"),
  "what was counted is the sum": (m) => {
    equal(m.sumOf(state(null, "c1", counts), 20), "100+ messages, newest first");
    equal(m.sumOf(state("r1", "c1", counts), 10), "14 here, newest first");
  },
};
