/** Moments to come that a reminder offers. */

const MINUTE_MS = 60_000;
/** The afternoon means this hour. It is offered until an hour before. */
const AFTERNOON_HOUR = 14;

/** @param {Date} now @param {number} minutes */
export const inMinutes = (now, minutes) => new Date(now.getTime() + minutes * MINUTE_MS);

/** The afternoon of the day, or null when it has come. @param {Date} now @returns {Date | null} */
export function thisAfternoon(now) {
  if (now.getHours() >= AFTERNOON_HOUR - 1) return null;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate(), AFTERNOON_HOUR);
}
