import { each, equal } from "../support/check.mjs";

export const module = "lib/name_match.js";

const RANKS = [
  ["Deliveries", "del", 0],
  ["Front office", "off", 1],
  ["Lunch", "nch", 2],
  ["Deliveries", "dvs", 3],
  ["Lunch", "xyz", null],
];

export const tests = each("a beginning ranks before a word before letters", RANKS, ({ fit }, name, typed, rank) => equal(fit(name, typed), rank));
