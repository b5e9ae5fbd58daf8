/** System notifications, where the browser supports them for this page, and the permission for them, which is requested on a click. */

import { signal } from "../../html.js";
import { notificationsFail, notificationSupport } from "../../lib/browser.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { nameOf, titleOf } from "../../store/people.js";
import { preferences } from "../../store/preferences.js";
import { navigate } from "../../store/route.js";

/** The browser's answer on notifications at this moment. */
export const notificationState = signal(notificationSupport());
/** Whether notifications are allowed and wanted. */
export const showsNotifications = () => notificationState.peek() === "on" && preferences.peek().notices;

/** @type {Set<Notification>} */
const open = new Set();

/** Requests the permission. The browser asks the person. */
export async function requestNotifications() {
  await Notification.requestPermission();
  notificationState.value = notificationSupport();
}

/** Follows the permission from now on. */
export function startNotifications() {
  // Closes the notifications when the person comes back, because they see the messages themselves then.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    notificationState.value = notificationSupport();
    for (const notice of open) notice.close();
    open.clear();
  });
}

/** Shows a notification for a message. @param {any} message @param {any} room @param {boolean} quiet @param {string} [tag] */
export function showNotification(message, room, quiet, tag = room.id) {
  const sender = nameOf(message.sender_id);
  const title = room.kind === "direct" ? sender : t("alerts.notice", { name: sender, room: titleOf(room) });
  // There is one notification per tag, usually one per room: the newest replaces the one before.
  const words = { body: previewOf(message), tag, renotify: true, silent: quiet || !preferences.peek().sound };
  try {
    const notice = new Notification(title, /** @type {NotificationOptions} */ (words));
    open.add(notice);
    notice.onclick = () => follow(notice, `/r/${room.id}/${message.id}`);
    notice.onclose = () => open.delete(notice);
  } catch {
    notificationsFail();
    notificationState.value = notificationSupport();
  }
}

/** @param {Notification} notice @param {string} path */
function follow(notice, path) {
  window.focus();
  navigate(path);
  notice.close();
}
