/** Says once per device that messages arrived which could not be shown while the page was hidden, and what helps. */

import { t } from "../../lib/i18n.js";
import { isNoted, noteOnce } from "../../store/preferences.js";
import { openLazily } from "../../store/route.js";
import { toast } from "../../store/toasts.js";
import { requestNotifications, notificationState } from "../../sync/alerts/notifications.js";

/** Long enough to decide, milliseconds. */
const HINT_MS = 12_000;
const HINTED = "here-hint";

const capabilities = () => import("./capabilities.js");

/** Shows the hint when the page is visible again. */
export function hintLater() {
  if (isNoted(HINTED)) return;
  if (isVisible()) return hint();
  document.addEventListener("visibilitychange", hint);
}

const isVisible = () => document.visibilityState === "visible";

function hint() {
  if (!isVisible()) return;
  document.removeEventListener("visibilitychange", hint);
  noteOnce(HINTED);
  if (notificationState.peek() === "ask") toast(t("alerts.hint_ask"), { label: t("alerts.allow"), act: () => void requestNotifications(), ms: HINT_MS });
  else toast(t("alerts.hint"), { label: t("capabilities.title"), act: () => openLazily(capabilities, "CapabilitiesDialog"), ms: HINT_MS });
}
