/** The status of people ("Lunch until 13:30"), do-not-disturb and quiet hours, as far as they hold now. */

import { signal } from "../../html.js";

/** @typedef {{emoji?: string, text?: string, until?: string}} Status */
/** @typedef {{start: string, end: string, days: number[], time_zone: string}} QuietHours 0 is Monday */

/** The time that this page shows, milliseconds. It moves on every half minute; only what may end by itself reads it. */
export const now = signal(Date.now());

const TICK_MS = 30_000;

/** Lets `now` move on. The sync layer calls this once. */
export const startClock = () => setInterval(() => (now.value = Date.now()), TICK_MS);

/** @param {{until?: string} | undefined} part */
const holds = (part) => part !== undefined && (part.until === undefined || Date.parse(part.until) > now.value);

/** The status of a person, or null. @param {any} user @returns {Status | null} */
export const statusOf = (user) => (user?.status && holds(user.status) ? user.status : null);

/** Whether a person does not want to be disturbed now. @param {any} user */
export function isQuiet(user) {
  if (!user?.do_not_disturb && !user?.quiet_hours) return false;
  if (user.do_not_disturb && holds(user.do_not_disturb)) return true;
  return Boolean(user.quiet_hours) && inQuietHours(user.quiet_hours, now.value);
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Whether a moment lies in quiet hours. Those over midnight belong to the day on which they begin. @param {QuietHours} hours @param {number} ms */
export function inQuietHours({ start, end, days, time_zone }, ms) {
  const [day, clock] = dayAndClock(ms, time_zone);
  const isOn = (/** @type {number} */ which) => days.includes((which + 7) % 7);
  if (start < end) return isOn(day) && clock >= start && clock < end;
  return (isOn(day) && clock >= start) || (isOn(day - 1) && clock < end);
}

/** @param {number} ms @param {string} timeZone @returns {[number, string]} the day of the week and the time, as "18:05" */
function dayAndClock(ms, timeZone) {
  const words = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  let format;
  try {
    format = new Intl.DateTimeFormat("en", /** @type {any} */ (words));
  } catch {
    format = new Intl.DateTimeFormat("en", /** @type {any} */ ({ ...words, timeZone: "UTC" }));
  }
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return [DAYS.indexOf(parts.weekday), `${parts.hour}:${parts.minute}`];
}
