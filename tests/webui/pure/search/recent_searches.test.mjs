import { each, equal } from "../support/check.mjs";

export const module = "lib/queries/recent_searches.js";

const of = (...texts) => texts.map((text) => ({ text, room: null }));
const ADDED = [
  ["plan", of("lunch"), of("plan", "lunch")],
  ["plan b", of("plan", "lunch"), of("plan b", "lunch")],
  ["lunch", of("plan", "lunch"), of("lunch", "plan")],
  ["  floor   plan ", [], of("floor plan")],
  ["  ", of("plan"), of("plan")],
  ["x".repeat(201), of("plan"), of("plan")],
];

export const tests = {
  ...each("a search is kept once, at the head", ADDED, ({ withRecent }, text, list, found) => equal(withRecent(list, { text, room: null }), found)),
  "the same words in a room are another search": ({ withRecent }) => equal(withRecent(of("plan"), { text: "plan", room: "r1" }).length, 2),
  "only some are kept": ({ withRecent, KEPT }) => {
    const many = Array.from({ length: 20 }, (_, number) => `search ${String.fromCharCode(97 + number)}`);
    equal(many.reduce((list, text) => withRecent(list, { text, room: null }), []).length, KEPT);
  },
};
