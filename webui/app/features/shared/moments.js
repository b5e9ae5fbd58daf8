/** Moments to come, as people choose them. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Tomorrow means this hour. */
const MORNING_HOUR = 9;
/** The afternoon means this hour. It is offered until an hour before. */
const AFTERNOON_HOUR = 14;

/** @param {Date} now @param {number} minutes */
export const inMinutes = (now, minutes) => new Date(now.getTime() + minutes * MINUTE_MS);

/** The afternoon of the day, or null when it has come. @param {Date} now @returns {Date | null} */
export function thisAfternoon(now) {
  if (now.getHours() >= AFTERNOON_HOUR - 1) return null;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate(), AFTERNOON_HOUR);
}

/** @param {Date} now */
export function tomorrow(now) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR);
}

/** Returns a moment as the browser's field for a date and a time takes it, in local time. @param {Date} date */
export function localValue(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Returns the chosen moment, or null for none. @param {string} choice "" | "hour" | "tomorrow" | "date" @param {string} typed @param {Date} [now] @returns {Date | null} */
export function chosenMoment(choice, typed, now = new Date()) {
  if (choice === "hour") return new Date(now.getTime() + HOUR_MS);
  if (choice === "tomorrow") return tomorrow(now);
  return choice === "date" ? new Date(typed) : null;
}
