/** Durations as the page's language writes them. */

import { locale } from "../../lib/i18n.js";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/**
 * The two largest units of a duration, such as "3 days" and "4 hours".
 * @param {number} seconds @returns {string[]}
 */
export function duration(seconds) {
  const days = Math.floor(seconds / DAY_SECONDS);
  const hours = Math.floor((seconds % DAY_SECONDS) / HOUR_SECONDS);
  const minutes = Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS);
  const words = [days && long(days, "day"), hours && long(hours, "hour"), minutes && long(minutes, "minute")].filter(Boolean);
  return words.length > 0 ? /** @type {string[]} */ (words.slice(0, 2)) : [long(minutes, "minute")];
}

/** @param {number} value @param {string} unit */
const long = (value, unit) => new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "long" }).format(value);
