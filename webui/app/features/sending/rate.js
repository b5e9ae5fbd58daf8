/** How fast an upload is, and how long it still takes. */

import { locale } from "../../lib/i18n.js";

/** The speed is that of the last seconds, milliseconds. */
const WINDOW_MS = 4_000;
/** Before so much time has passed no speed is told, milliseconds. */
const LEAST_MS = 500;

/** Measures a speed by how far something is at different times. */
export function newRate() {
  /** @type {[number, number][]} */
  let samples = [];
  return {
    /** @param {number} now @param {number} sent */
    add(now, sent) {
      // What was sent in vain is sent once more.
      if (samples.length > 0 && sent < samples[samples.length - 1][1]) samples = [];
      samples = [...samples.filter(([at]) => now - at <= WINDOW_MS), [now, sent]];
    },
    /** Bytes a second; 0 while it is not known. */
    speed() {
      const [[from, first] = [0, 0]] = samples;
      const [to, last] = samples[samples.length - 1] ?? [0, 0];
      return to - from < LEAST_MS ? 0 : ((last - first) * 1000) / (to - from);
    },
  };
}

/** @param {number} value @param {string} unit */
const counted = (value, unit) => new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "narrow" }).format(value);

/** Writes a time that is left: "2s", "3m", "1h 5m". @param {number} seconds */
export function timeText(seconds) {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return counted(whole, "second");
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return counted(minutes, "minute");
  const parts = [counted(Math.floor(minutes / 60), "hour"), ...(minutes % 60 > 0 ? [counted(minutes % 60, "minute")] : [])];
  return new Intl.ListFormat(locale(), { type: "unit", style: "narrow" }).format(parts);
}
