/** Sets this person's status and do-not-disturb, for the dialog, the settings and `/away`. */

import { nextWeek } from "../../lib/calendar/week.js";
import { put } from "../../net/api.js";
import { usersChanged } from "../../store/people.js";

/** Stores a status. Without an emoji and a text there is none. @param {{emoji?: string, text?: string, until?: string | null}} status @throws {Error} an ApiError */
export async function setStatus({ emoji = "", text = "", until = null }) {
  take(await put("/api/account/status", { emoji, text, ...(until && { until }) }));
}

/** @param {boolean} on @param {string | null} [until] @throws {Error} an ApiError */
export async function setDoNotDisturb(on, until = null) {
  take(await put("/api/account/do-not-disturb", { on, ...(until && { until }) }));
}

/** @param {import("../../lib/people/availability.js").QuietHours | null} hours @throws {Error} an ApiError */
export async function setQuietHours(hours) {
  take(await put("/api/account/quiet-hours", { hours }));
}

/** @param {any} answer */
const take = (answer) => usersChanged([answer.user]);

/** The ends that can be chosen, as [name, moment from now]. @type {Record<string, (now: Date) => Date | null>} */
const ENDS = {
  never: () => null,
  half_hour: (now) => new Date(now.getTime() + 30 * 60_000),
  hour: (now) => new Date(now.getTime() + 60 * 60_000),
  four_hours: (now) => new Date(now.getTime() + 4 * 60 * 60_000),
  today: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1),
  week: nextWeek,
};

export const endNames = Object.keys(ENDS);

/** Returns a moment as the host takes it, or null for no end. @param {string} name @param {Date} [now] */
export const endOf = (name, now = new Date()) => ENDS[name]?.(now)?.toISOString() ?? null;
