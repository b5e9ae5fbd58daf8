/** Writes how long ago something was. */

import { locale } from "./i18n.js";

/** Each unit with its length, up to the length at which the next unit is clearer, seconds. @type {[Intl.RelativeTimeFormatUnit, number, number][]} */
const UNITS = [["second", 1, 60], ["minute", 60, 3_600], ["hour", 3_600, 86_400], ["day", 86_400, 7 * 86_400], ["week", 7 * 86_400, 60 * 86_400], ["month", 30 * 86_400, 730 * 86_400]];

/** Writes a relative time: "3 minutes ago", "yesterday". @param {string} iso @param {Date} [now] */
export function ago(iso, now = new Date()) {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
  const [unit, size] = UNITS.find(([, , most]) => Math.abs(seconds) < most) ?? ["year", 365 * 86_400];
  // The host's clock may be a little ahead, but what has happened is never in the future.
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.min(0, Math.round(seconds / size)), unit);
}
