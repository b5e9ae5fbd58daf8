/** System notifications, where the browser supports them for this page, and the permission for them, which is requested on a click. */

import { signal } from "../../html.js";
import { notificationsFail, notificationSupport } from "../../lib/browser.js";
import { isPaused } from "../../lib/desktop_window.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { nameOf, titleOf } from "../../store/people.js";
import { enqueue } from "../../store/pending.js";
import { preferences } from "../../store/preferences.js";
import { navigate } from "../../store/route.js";

/** The browser's answer on notifications at this moment. */
export const notificationState = signal(notificationSupport());
/** Whether notifications are allowed and wanted at this moment. */
export const showsNotifications = () => notificationState.peek() === "on" && preferences.peek().notices && !isPaused();

/** @type {Set<Notification>} */
const open = new Set();
/** The room of each tag that was shown, for a reply. @type {Map<string, string>} */
const roomOf = new Map();
/** How many of them are kept. */
const KEPT_ROOMS = 100;

/** Requests the permission. The browser asks the person. */
export async function requestNotifications() {
  await Notification.requestPermission();
  notificationState.value = notificationSupport();
}

/** Follows the permission from now on. */
export function startNotifications() {
  // Closes the notifications when the person comes back, because they see the messages themselves then.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && closeAll());
  addEventListener("focus", closeAll);
  addEventListener("notificationreply", (event) => reply(/** @type {CustomEvent} */ (event).detail));
}

function closeAll() {
  notificationState.value = notificationSupport();
  for (const notice of open) notice.close();
  open.clear();
}

/** Sends what the person has written in a notification, which the window of the desktop program hands on. @param {{tag: string, text: string}} written */
function reply({ tag, text }) {
  const room = roomOf.get(tag);
  if (room && text.trim()) enqueue(room, text.trim(), null);
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
    noteRoom(tag, room.id);
    notice.onclick = () => follow(notice, `/r/${room.id}/${message.id}`);
    notice.onclose = () => open.delete(notice);
  } catch {
    notificationsFail();
    notificationState.value = notificationSupport();
  }
}

/** @param {string} tag @param {string} roomId */
function noteRoom(tag, roomId) {
  roomOf.delete(tag);
  roomOf.set(tag, roomId);
  if (roomOf.size > KEPT_ROOMS) roomOf.delete(/** @type {string} */ (roomOf.keys().next().value));
}

/** @param {Notification} notice @param {string} path */
function follow(notice, path) {
  window.focus();
  navigate(path);
  notice.close();
}
