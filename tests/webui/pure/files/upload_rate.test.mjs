import { each, equal } from "../support/check.mjs";

export const module = "features/sending/rate.js";

export const tests = {
  "the speed is that of the last seconds": ({ newRate }) => {
    const rate = newRate();
    for (const [now, sent] of [[0, 0], [1_000, 9_000], [5_000, 10_000], [6_000, 11_000]]) rate.add(now, sent);
    equal(rate.speed(), 1_000);
  },
  "no speed is told too early": ({ newRate }) => {
    const rate = newRate();
    equal(rate.speed(), 0);
    rate.add(0, 0);
    rate.add(100, 5_000);
    equal(rate.speed(), 0);
  },
  "what is sent once more is not counted backwards": ({ newRate }) => {
    const rate = newRate();
    for (const [now, sent] of [[0, 8_000], [1_000, 2_000], [2_000, 4_000]]) rate.add(now, sent);
    equal(rate.speed(), 2_000);
  },
  ...each("the time that is left", [[0, "1s"], [1.2, "2s"], [60, "1m"], [150, "3m"], [3_600, "1h"], [3_900, "1h 5m"]], ({ timeText }, seconds, words) => equal(timeText(seconds), words)),
};
