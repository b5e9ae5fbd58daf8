/** Numbers and durations as the page's language writes them. */

import { locale, t } from "../../lib/i18n.js";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(locale()).format(value);

/**
 * The two largest units of a duration, such as "3 days" and "4 hours".
 * @param {number} seconds @returns {string[]}
 */
export function duration(seconds) {
  const days = Math.floor(seconds / DAY_SECONDS);
  const hours = Math.floor((seconds % DAY_SECONDS) / HOUR_SECONDS);
  const minutes = Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS);
  const parts = [days && t("host.days_long", { n: days }), hours && t("host.hours_long", { n: hours }), minutes && t("host.minutes_long", { n: minutes })];
  const words = /** @type {string[]} */ (parts.filter(Boolean));
  return words.length > 0 ? words.slice(0, 2) : [t("host.minutes_long", { n: minutes })];
}
