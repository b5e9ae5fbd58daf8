import { equal } from "../support/check.mjs";

export const module = "features/shared/moments.js";

const FRIDAY = new Date(2026, 10, 27, 23, 30);

export const tests = {
  "tomorrow is the next morning by the calendar, also late in the evening": ({ localValue, tomorrow }) =>
    equal(localValue(tomorrow(FRIDAY)), "2026-11-28T09:00"),
  "the afternoon is offered until an hour before": ({ localValue, thisAfternoon }) => {
    equal(localValue(thisAfternoon(new Date(2026, 10, 27, 12, 59))), "2026-11-27T14:00");
    equal(thisAfternoon(new Date(2026, 10, 27, 13, 0)), null);
  },
  "a choice is a moment, and none is none": ({ chosenMoment, localValue }) => {
    equal(localValue(chosenMoment("hour", "", FRIDAY)), "2026-11-28T00:30");
    equal(localValue(chosenMoment("date", "2026-12-24T18:05", FRIDAY)), "2026-12-24T18:05");
    equal(chosenMoment("", "", FRIDAY), null);
  },
};
