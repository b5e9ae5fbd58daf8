/** Alerts the person to messages that concern them: by a short sound, and by a system notification where the browser supports it. Only one tab alerts. */

import { signal } from "../../html.js";
import { isPageInView } from "../../lib/desktop_window.js";
import { isQuiet } from "../../lib/people/availability.js";
import { users } from "../../store/people.js";
import { preferences } from "../../store/preferences.js";
import { concernsMe, rooms } from "../../store/rooms.js";
import { route } from "../../store/route.js";
import { myId, owner } from "../../store/session.js";
import { readerAtEnd } from "../../store/timelines.js";
import { canPlaySound, playSound, unlockByTouch } from "./alert_sound.js";
import { elect, joinElection } from "./tab_election.js";
import { notificationState, showNotification, showsNotifications, startNotifications } from "./notifications.js";

/** Whether a message for this person came while the page was hidden and no notification could be shown. */
export const missedAlert = signal(false);

/** Prepares sound, notifications and the election between tabs. */
export function startAlerts() {
  joinElection(owner.peek());
  unlockByTouch();
  startNotifications();
}

/** Handles a message that was posted just now, not one that a sync brought later. Urgent ones have an event of their own. @param {any} message */
export async function alertTo(message) {
  if (message.content?.urgent) return;
  const room = rooms.peek().get(message.room_id);
  const kind = room && importance(message, room);
  if (!kind || isQuiet(users.peek().get(myId.peek()))) return;
  const wasHidden = !isPageInView();
  const verdict = await elect(message.id, { seen: isSeen(room), visible: !wasHidden, canSound: canPlaySound() && isWanted(kind) });
  if (verdict.sound) playSound();
  if (kind !== "me") return;
  if (verdict.notice && showsNotifications()) showNotification(message, room, verdict.quiet);
  if (wasHidden && notificationState.peek() !== "on") missedAlert.value = true;
}

/** Returns "me" for a mention or a direct message, "room" for another message that counts, and null for any other. @param {any} message @param {any} room */
export function importance(message, room) {
  const isMuted = room.involvement === "nothing" || room.involvement === "hidden";
  const isOwn = message.sender_id === myId.peek() && !message.content?.reminder;
  if (isOwn || message.deleted || isMuted) return null;
  if (room.kind === "direct" || concernsMe(message)) return "me";
  return room.involvement === "everything" ? "room" : null;
}

/** @param {"me" | "room"} kind */
const isWanted = (kind) => (kind === "me" ? preferences.peek().sound : preferences.peek().room_sound);

/** @param {any} room */
const isSeen = (room) => isPageInView() && document.hasFocus() && route.peek().room === room.id && readerAtEnd.peek();
