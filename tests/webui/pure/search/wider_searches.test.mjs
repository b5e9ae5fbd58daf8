import { each, equal } from "../support/check.mjs";

export const module = "features/search/nothing_found.js";

const WIDER = [
  ["plan from:ana", ["plan"]],
  ['"floor plan"', ["floor plan"]],
  ["floor plan", ["floor", "plan"]],
  ["constrution", ["constru"]],
  ["plan", []],
  ["plan -draft is:saved has:link", ["plan -draft has:link", "plan -draft is:saved"]],
];

export const tests = each("a search without results can be wider", WIDER, ({ wider }, q, found) => equal(wider(q).map(({ text }) => text), found));
