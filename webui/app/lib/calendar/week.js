/** The week of the reader's region: its first day, and the days on which people work there. Days count from 0, a Monday. */

import { locale } from "../i18n.js";

/** What CLDR says for a browser without Intl.Locale's week; everywhere else it begins on a Monday and ends with Saturday and Sunday. */
const FROM_SUNDAY = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const FROM_SATURDAY = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";
const FROM_FRIDAY = "MV";
const FREE_ON_FRIDAY = "BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE";
/** @type {Record<string, number[]>} */
const OTHER_WEEKENDS = { AF: [3, 4], IN: [6], IR: [4], UG: [6] };

/** `first`: the day with which a week begins; `weekend`: the days of rest. @typedef {{first: number, weekend: number[]}} Week */

/** Returns the week of a locale by its region. @param {string} [place] @returns {Week} */
export function weekOf(place = locale()) {
  const found = /** @type {any} */ (new Intl.Locale(place));
  const known = found.getWeekInfo?.() ?? found.weekInfo;
  return known ? { first: known.firstDay - 1, weekend: known.weekend.map((/** @type {number} */ day) => day - 1) } : weekByRegion(found.maximize().region);
}

/** @param {string} region such as "EG" @returns {Week} */
export function weekByRegion(region) {
  const first = FROM_SUNDAY.includes(region) ? 6 : FROM_SATURDAY.includes(region) ? 5 : FROM_FRIDAY.includes(region) ? 4 : 0;
  return { first, weekend: OTHER_WEEKENDS[region] ?? (FREE_ON_FRIDAY.includes(region) ? [4, 5] : [5, 6]) };
}

/** Returns the seven days in the order of the region's calendars. */
export function weekDays() {
  const { first } = weekOf();
  return [0, 1, 2, 3, 4, 5, 6].map((day) => (first + day) % 7);
}

/** Returns the days on which people of the region usually work, from 0. */
export function workDays() {
  const { weekend } = weekOf();
  return [0, 1, 2, 3, 4, 5, 6].filter((day) => !weekend.includes(day));
}

/** Returns midnight at the beginning of the next week. @param {Date} now */
export function nextWeek(now) {
  const today = (now.getDay() + 6) % 7;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ((weekOf().first - today + 6) % 7) + 1);
}
