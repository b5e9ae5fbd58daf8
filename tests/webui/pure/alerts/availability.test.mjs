import { equal } from "../support/check.mjs";

export const module = "lib/people/availability.js";

const EVENING = { start: "18:00", end: "08:00", days: [0, 4], time_zone: "Europe/Berlin" };
// 23 November 2026 is a Monday; Berlin is an hour ahead of UTC then.
const at = (text) => Date.parse(`2026-11-${text}:00Z`);

export const tests = {
  "quiet hours over midnight belong to the day on which they begin": (m) => {
    const found = ["23T16:59", "23T17:00", "24T06:59", "24T07:00", "24T18:00", "27T20:00", "28T06:00", "28T20:00"].map((text) => m.inQuietHours(EVENING, at(text)));
    equal(found, [false, true, true, false, false, true, true, false]);
  },
  "quiet hours within a day end on it": (m) => {
    const noon = { start: "12:00", end: "13:00", days: [0], time_zone: "UTC" };
    equal([at("23T11:59"), at("23T12:00"), at("23T12:59"), at("23T13:00"), at("24T12:30")].map((ms) => m.inQuietHours(noon, ms)), [false, true, true, false, false]);
  },
  "a zone that this browser does not know counts as UTC": (m) => {
    equal(m.inQuietHours({ ...EVENING, time_zone: "Mars/Olympus" }, at("23T18:30")), true);
  },
  "what has an end holds until then": (m) => {
    m.now.value = at("23T12:00");
    const lunch = { emoji: "🍜", until: "2026-11-23T12:30:00.000Z" };
    equal(m.statusOf({ status: lunch }), lunch);
    equal([m.isQuiet({ do_not_disturb: {} }), m.isQuiet({ do_not_disturb: { until: lunch.until } }), m.isQuiet({})], [true, true, false]);
    m.now.value = at("23T12:30");
    equal(m.statusOf({ status: lunch }), null);
    equal(m.isQuiet({ do_not_disturb: { until: lunch.until } }), false);
  },
};
