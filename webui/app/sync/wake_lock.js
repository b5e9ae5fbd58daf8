/** Keeps the screen on while the page is visible, if the person has chosen so and the browser supports it. */

import { effect, signal } from "../html.js";
import { t } from "../lib/i18n.js";
import { setPreference, preferences } from "../store/preferences.js";
import { toast } from "../store/toasts.js";

const inView = signal(document.visibilityState === "visible");
/** @type {any} */
let held = null;

let started = false;

/** Follows the setting and the page's visibility from now on. A second call does nothing. */
export function startWakeLock() {
  if (started) return;
  started = true;
  document.addEventListener("visibilitychange", () => (inView.value = document.visibilityState === "visible"));
  effect(() => void (preferences.value.awake && inView.value ? hold() : release()));
}

async function hold() {
  try {
    held = await /** @type {any} */ (navigator).wakeLock.request("screen");
  } catch {
    // The battery is low, or the browser has the feature in name only.
    if (document.visibilityState !== "visible") return;
    setPreference("awake", false);
    toast(t("awake.refused"));
  }
}

/** Releases the lock. The browser itself releases it when the page is hidden. */
async function release() {
  await held?.release();
  held = null;
}
