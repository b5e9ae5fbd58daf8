/** Says that another tab has replaced the draft that was typed here, and offers to restore it. */

import { t } from "../../lib/i18n.js";
import { toast } from "../../store/toasts.js";

/** Long enough to decide, milliseconds. */
const SHOWN_MS = 12_000;

/** @type {(() => void) | null} */
let waiting = null;

/** The message waits until this tab is looked at. @param {() => void} bringBack */
export function showDraftConflict(bringBack) {
  const isFirst = waiting === null;
  waiting ??= bringBack;
  if (!isFirst) return;
  if (document.visibilityState === "visible") return say();
  document.addEventListener("visibilitychange", say, { once: true });
}

function say() {
  const act = waiting;
  waiting = null;
  if (act) toast(t("composer.elsewhere"), { label: t("composer.bring_back"), act, ms: SHOWN_MS });
}
