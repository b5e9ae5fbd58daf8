import { each, equal } from "../support/check.mjs";

export const module = "lib/time.js";

const DAYS = [
  ["2026-11-23T08:00:00Z", "Today"],
  ["2026-11-22T23:30:00Z", "Today"],
  ["2026-11-22T08:00:00Z", "Yesterday"],
  ["2026-11-19T08:00:00Z", "Thursday"],
  ["2026-03-09T08:00:00Z", "9 March"],
  ["2025-03-09T08:00:00Z", "9 March 2025"],
];

export const tests = {
  ...each("a day is named as people name it", DAYS, ({ dayName }, iso, name) => equal(dayName(iso, new Date("2026-11-23T12:00:00Z")), name)),
  "a time is written as in the reader's region": ({ clock }) => equal(clock("2026-11-23T14:05:00Z"), "15:05"),
  "what is to come has its date unless it is today": ({ briefWhen }) => {
    const now = new Date("2026-11-23T12:00:00Z");
    equal(briefWhen("2026-11-23T14:05:00Z", now), "15:05");
    equal(briefWhen("2026-11-24T14:05:00Z", now), "24 Nov 2026, 15:05");
  },
  "what is no date stays as it came": ({ clock }) => equal(clock("no time"), "no time"),
  ...each("lengths", [[0, "0:00"], [38_000, "0:38"], [59_600, "1:00"], [3_723_000, "1:02:03"]], ({ lengthText }, ms, words) => equal(lengthText(ms), words)),
};
