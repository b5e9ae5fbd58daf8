/** Another tab has put other words in place of those that were typed here: they can be brought back. */

import { t } from "../../lib/i18n.js";
import { toast } from "../../store/toasts.js";

/** Long enough to decide, milliseconds. */
const SHOWN_MS = 12_000;

/** @type {(() => void) | null} */
let waiting = null;

/** Said when this tab is looked at. @param {() => void} bringBack */
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
