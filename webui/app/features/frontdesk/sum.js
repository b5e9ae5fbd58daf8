/** Tells of new messages on the locked screen: how many, and nothing else. */

import { notificationSupport } from "../../lib/browser.js";
import { t } from "../../lib/i18n.js";
import { frontDesk } from "../../store/session.js";

/** The sum that was told last, or null before the first. @type {number | null} */
let told = null;

/** Shows the sum beside the icon of the app and, when it has risen, as a notification of the system. @param {number} total */
export function notifyOfSum(total) {
  void /** @type {any} */ (navigator).setAppBadge?.(total)?.catch(() => {});
  if (told !== null && total > told && document.visibilityState === "hidden" && notificationSupport() === "on") show(total);
  told = total;
}

/** @param {number} total */
function show(total) {
  try {
    new Notification(frontDesk.peek().name, { body: t("desk.waiting", { n: total }), tag: "front-desk" });
  } catch {
    // Some browsers have the class and refuse it. The tab's title says the same.
  }
}
