/** Writes times as people read them. Every function takes ISO 8601 text; `now` is a parameter so that tests can choose it. */

import { hourCycle, kept, locale, t } from "./i18n.js";

const DAY_MS = 86_400_000;

/** @param {string} name @param {Intl.DateTimeFormatOptions} options @returns {Intl.DateTimeFormat} */
const formatter = (name, options) =>
  kept(`time, ${name}`, locale(), (place) => new Intl.DateTimeFormat(place, options.hour || options.timeStyle ? { ...options, hourCycle: hourCycle() } : options));

/** Formats a time. A formatter throws at what is not a date, which is shown as it came. @param {string} name @param {Intl.DateTimeFormatOptions} options @param {string} iso */
function written(name, options, iso) {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? String(iso) : formatter(name, options).format(date);
}

/** Writes the time of day: "9:05" or "9:05 AM". @param {string} iso */
export const clock = (iso) => written("clock", { hour: "numeric", minute: "2-digit" }, iso);

/** Writes the full date and time, for tooltips. @param {string} iso */
export const moment = (iso) => written("moment", { dateStyle: "full", timeStyle: "short" }, iso);

/** Writes date and time for something in the future: "24 Nov 2026, 9:05". @param {string} iso */
export const brief = (iso) => written("brief", { dateStyle: "medium", timeStyle: "short" }, iso);

/** Writes a day without a time, such as "2026-11-24": "24 November 2026". @param {string} day */
export const longDate = (day) => written("long date", { dateStyle: "long" }, `${day}T12:00`);

/** Writes the time alone for today, else with the date. @param {string} iso @param {Date} [now] */
export const briefWhen = (iso, now = new Date()) => (dayKey(iso) === dayKey(now.toISOString()) ? clock(iso) : brief(iso));

/** Returns the day in the reader's own time zone, as a key for comparing. @param {string} iso */
export function dayKey(iso) {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Returns the whole days from `iso` to `now`, by the calendar. @param {string} iso @param {Date} now */
function daysAgo(iso, now) {
  const date = new Date(iso);
  const from = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - from) / DAY_MS);
}

/** Names a day: "Today", "Yesterday", "Friday", "12 March", "12 March 2025". @param {string} iso @param {Date} [now] */
export function dayName(iso, now = new Date()) {
  const ago = daysAgo(iso, now);
  const date = new Date(iso);
  if (ago === 0) return t("day.today");
  if (ago === 1) return t("day.yesterday");
  if (ago > 1 && ago < 7) return written("weekday", { weekday: "long" }, iso);
  if (date.getFullYear() === now.getFullYear()) return written("day", { day: "numeric", month: "long" }, iso);
  return written("date", { day: "numeric", month: "long", year: "numeric" }, iso);
}

/** Names a month: "November 2026". @param {string} iso */
export const monthName = (iso) => written("month", { month: "long", year: "numeric" }, iso);

/** Writes the short form for a list: a time today, then a weekday, then a date. @param {string} iso @param {Date} [now] */
export function shortWhen(iso, now = new Date()) {
  const ago = daysAgo(iso, now);
  if (ago <= 0) return clock(iso);
  if (ago < 7) return written("short weekday", { weekday: "short" }, iso);
  return written("short day", { day: "numeric", month: "short" }, iso);
}

/** Writes a length: "0:38", "1:02:03". @param {number} ms */
export function lengthText(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
