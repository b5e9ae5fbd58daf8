/** When a scheduled message goes out, in words. */

import { t } from "../../lib/i18n.js";
import { brief, clock, dayKey } from "../../lib/time.js";

/** Writes when a message goes out, for the middle of a sentence. @param {string} iso @param {Date} [now] */
export function whenText(iso, now = new Date()) {
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  if (dayKey(iso) === dayKey(now.toISOString())) return t("scheduled.today", { time: clock(iso) });
  return dayKey(iso) === dayKey(tomorrow.toISOString()) ? t("scheduled.tomorrow", { time: clock(iso) }) : brief(iso);
}
