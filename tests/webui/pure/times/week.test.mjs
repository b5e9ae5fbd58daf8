import { each, equal } from "../support/check.mjs";
import { inPlace } from "../support/place.mjs";

export const module = "lib/calendar/week.js";

const WEEKS = [
  ["de-DE", 0, [5, 6]],
  ["en-US", 6, [5, 6]],
  ["pt-BR", 6, [5, 6]],
  ["ja-JP", 6, [5, 6]],
  ["zh-Hans-CN", 0, [5, 6]],
  ["ar-EG", 5, [4, 5]],
  ["ar-SA", 6, [4, 5]],
  ["ar-AE", 0, [5, 6]],
  ["fa-IR", 5, [4]],
  ["ar", 5, [4, 5]],
];

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
// Two of CLDR's names of regions are those of states that are no more.
const REGIONS = LETTERS.flatMap((one) => LETTERS.map((other) => one + other)).filter((region) => new Intl.Locale(`und-${region}`).region === region);

const infoOf = (place) => {
  const found = new Intl.Locale(place);
  return found.getWeekInfo?.() ?? found.weekInfo;
};

// Browsers differ in the data that they are built with: the table is right where it is as a release of CLDR says.
const DIFFERING = ["AE", "BU", "CN", "RH", "YD"];

export const tests = {
  ...each("the week of a region", WEEKS, ({ weekOf }, place, first, weekend) => equal(weekOf(place), { first, weekend })),
  "without the browser's knowledge the table says the same": ({ weekByRegion }) => {
    const wrong = REGIONS.filter((region) => !DIFFERING.includes(region)).filter((region) => {
      const { firstDay, weekend } = infoOf(`und-${region}`);
      const told = weekByRegion(region);
      return told.first !== firstDay - 1 || String(told.weekend) !== String(weekend.map((day) => day - 1));
    });
    equal(wrong, []);
  },
  "an unknown region has the week of most": ({ weekByRegion }) => equal(weekByRegion("QQ"), { first: 0, weekend: [5, 6] }),
  "days, working days and the next week follow the browser's region": ({ weekDays, workDays, nextWeek }) => {
    const dates = (first) => [1, 2, 3, 4, 5, 6, 7].map((day) => nextWeek(new Date(2026, 10, first + day, 18, 5)).getDate());
    inPlace("en-DE", () => equal([weekDays(), workDays(), dates(22)], [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4], [30, 30, 30, 30, 30, 30, 30]]));
    inPlace("en-US", () => equal([weekDays(), workDays(), dates(21)], [[6, 0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4], [29, 29, 29, 29, 29, 29, 29]]));
    inPlace("en-EG", () => equal([weekDays(), workDays(), dates(20)], [[5, 6, 0, 1, 2, 3, 4], [0, 1, 2, 3, 6], [28, 28, 28, 28, 28, 28, 28]]));
  },
};
