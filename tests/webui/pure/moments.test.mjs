import { equal } from "./check.mjs";

export const module = "features/contents/moments.js";

const FRIDAY = new Date(2026, 10, 27, 23, 30);

export const tests = {
  "tomorrow is the next morning by the calendar, also late in the evening": ({ localValue, tomorrow }) =>
    equal(localValue(tomorrow(FRIDAY)), "2026-11-28T09:00"),
  "a choice is a moment, and none is none": ({ chosenMoment, localValue }) => {
    equal(localValue(chosenMoment("hour", "", FRIDAY)), "2026-11-28T00:30");
    equal(localValue(chosenMoment("date", "2026-12-24T18:05", FRIDAY)), "2026-12-24T18:05");
    equal(chosenMoment("", "", FRIDAY), null);
  },
};
