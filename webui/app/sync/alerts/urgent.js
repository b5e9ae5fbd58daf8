/**
 * Alerts the person to an urgent message that they are asked to confirm, also in a muted room and while they do not want
 * to be disturbed. Only a device whose sound or notifications are turned off stays silent.
 */

import { isPageInView } from "../../lib/desktop_window.js";
import { t } from "../../lib/i18n.js";
import { preview } from "../../lib/formatting/preview.js";
import { nameOf } from "../../store/people.js";
import { preferences } from "../../store/preferences.js";
import { navigate, route } from "../../store/route.js";
import { rooms } from "../../store/rooms.js";
import { dismiss, toast } from "../../store/toasts.js";
import { urgentAsked, urgentForMe, urgentOver } from "../../store/answers.js";
import { canPlaySound, playSound } from "./alert_sound.js";
import { missedAlert } from "./alerts.js";
import { notificationState, showNotification, showsNotifications } from "./notifications.js";
import { elect } from "./tab_election.js";

/** How long the line about an urgent message that is out of view is shown, milliseconds. */
const SHOWN_MS = 60_000;
/** How much of the text that line shows, characters. */
const SHOWN = 80;
/** A message that arrives in the open room is drawn and in view after this time, milliseconds. */
const DRAWN_MS = 1_000;

/** When each message asked last. After a short gap of the connection the host says the same once more. @type {Map<string, string>} */
const alerted = new Map();
/** The line that is shown about each message. @type {Map<string, number>} */
const lines = new Map();

/** The host asks this person to confirm a message. @param {import("../../store/answers.js").Asked} event */
export function askedUrgently(event) {
  urgentAsked(event);
  if (alerted.get(event.message_id) === event.asked_at) return;
  alerted.set(event.message_id, event.asked_at);
  const room = rooms.peek().get(event.room_id);
  if (!room) return;
  if (route.peek().room !== event.room_id) show(event);
  else setTimeout(showUnlessInView, DRAWN_MS, event);
  void alert(event, room);
}

/** The person has confirmed it, on this device or another, or nobody is asked any more. @param {{message_id: string}} event */
export function urgentDone(event) {
  urgentOver(event);
  dismiss(lines.get(event.message_id) ?? 0);
  lines.delete(event.message_id);
}

/** @param {import("../../store/answers.js").Asked} event */
function showUnlessInView(event) {
  if (urgentForMe.peek().has(event.message_id) && !isInView(event.message_id)) show(event);
}

/** @param {string} id */
function isInView(id) {
  const row = document.querySelector(`.scroller article[data-id="${CSS.escape(id)}"]`);
  const view = row?.closest(".scroller")?.getBoundingClientRect();
  const place = row?.getBoundingClientRect();
  return Boolean(place && view && place.bottom > view.top && place.top < view.bottom);
}

/** @param {import("../../store/answers.js").Asked} event */
function show({ message_id: id, room_id: roomId, sender_id: sender, body }) {
  const words = t("urgent.elsewhere", { name: nameOf(sender), text: preview(body, SHOWN) });
  dismiss(lines.get(id) ?? 0);
  lines.set(id, toast(words, { label: t("forward.show"), act: () => navigate(`/r/${roomId}/${id}`), ms: SHOWN_MS }));
}

/** @param {import("../../store/answers.js").Asked} event @param {any} room */
async function alert({ message_id: id, sender_id, body, asked_at }, room) {
  const isVisible = isPageInView();
  const verdict = await elect(`${id}/${asked_at}`, { seen: false, visible: isVisible, canSound: canPlaySound() && preferences.peek().sound });
  if (verdict.sound) playSound();
  // It has a tag of its own, so that no other message of the room takes its place.
  if (verdict.notice && showsNotifications()) showNotification({ id, sender_id, body: t("urgent.notice", { text: body }) }, room, verdict.quiet, id);
  if (!isVisible && notificationState.peek() !== "on") missedAlert.value = true;
}
