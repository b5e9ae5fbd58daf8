/** The days, months and years that are offered after before:, after: and on:. */

import { locale } from "../../lib/i18n.js";
import { dayName } from "../../lib/time.js";

/** How many days, and how many months, are offered. */
const DAYS = 7;
const MONTHS = 12;

/** `value`: as the host reads it. `label`: as people say it. @typedef {{value: string, label: string, note: string}} Day */

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");
/** @param {Date} day */
const isoDay = (day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

/** Returns the last days, this month and those before it, and this year and the last one. @param {Date} now @returns {Day[]} */
export function offeredDays(now) {
  const at = (/** @type {number} */ days) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, 12);
  const days = Array.from({ length: DAYS }, (_, ago) => ({ value: ["today", "yesterday"][ago] ?? isoDay(at(ago)), label: dayName(at(ago).toISOString(), now), note: isoDay(at(ago)) }));
  const months = Array.from({ length: MONTHS }, (_, ago) => monthOf(new Date(now.getFullYear(), now.getMonth() - ago, 1, 12)));
  const years = [now.getFullYear(), now.getFullYear() - 1].map((year) => ({ value: String(year), label: new Intl.DateTimeFormat(locale(), { year: "numeric" }).format(new Date(year, 6, 1)), note: "" }));
  return [...days.slice(0, 3), months[0], months[1], years[0], ...days.slice(3), ...months.slice(2), years[1]];
}

/** @param {Date} day @returns {Day} */
function monthOf(day) {
  const label = new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric" }).format(day);
  return { value: isoDay(day).slice(0, 7), label, note: isoDay(day).slice(0, 7) };
}
