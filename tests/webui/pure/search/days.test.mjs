import { equal } from "../support/check.mjs";

export const module = "features/search/days.js";

const now = new Date("2026-01-03T12:00:00Z");
const values = (m) => m.offeredDays(now).map(({ value }) => value);

export const tests = {
  "the last days come first, then this month and the one before it, also over the year": (m) => equal(values(m).slice(0, 6), ["today", "yesterday", "2026-01-01", "2026-01", "2025-12", "2026"]),
  "each is offered once": (m) => equal(new Set(values(m)).size, values(m).length),
  "a day has a name as people say it": (m) => equal(m.offeredDays(now)[2].label, "Thursday"),
};
