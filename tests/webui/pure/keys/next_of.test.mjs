import { equal } from "../support/check.mjs";

export const module = "features/keys/next_of.js";

const ROOMS = ["a", "b", "c"];
const all = () => true;

export const tests = {
  "the next and the one before, round the ends": (m) => {
    equal(m.nextOf(ROOMS, "a", 1, all), "b");
    equal(m.nextOf(ROOMS, "c", 1, all), "a");
    equal(m.nextOf(ROOMS, "a", -1, all), "c");
  },
  "from nowhere it begins at the end that is met first": (m) => {
    equal(m.nextOf(ROOMS, null, 1, all), "a");
    equal(m.nextOf(ROOMS, null, -1, all), "c");
    equal(m.nextOf(ROOMS, "gone", 1, all), "a");
  },
  "what does not fit is skipped, and the place itself is never the next": (m) => {
    equal(m.nextOf(ROOMS, "a", 1, (id) => id === "c"), "c");
    equal(m.nextOf(ROOMS, "a", 1, (id) => id === "a"), null);
    equal(m.nextOf(["a"], "a", 1, all), null);
    equal(m.nextOf([], "a", 1, all), null);
  },
};
