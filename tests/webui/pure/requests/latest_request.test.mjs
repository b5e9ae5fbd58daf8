import { equal } from "../support/check.mjs";

export const module = "lib/latest_request.js";

export const tests = {
  "only the latest request counts": ({ latestRequest }) => {
    const begin = latestRequest();
    const [first, second] = [begin(), begin()];
    equal([first(), second()], [false, true]);
    const third = begin();
    equal([first(), second(), third()], [false, false, true]);
  },
  "an answer counts as often as it is asked": ({ latestRequest }) => {
    const isLatest = latestRequest()();
    equal([isLatest(), isLatest()], [true, true]);
  },
  "requests for something else are counted by themselves": ({ latestRequest }) => {
    const isLatest = latestRequest()();
    latestRequest()();
    equal(isLatest(), true);
  },
};
