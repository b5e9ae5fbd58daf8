/** Marks a room as read when its end is visible in a page that is looked at. */

import { effect, signal } from "../html.js";
import { t } from "../lib/i18n.js";
import { Command } from "../net/protocol.js";
import { rooms, setRead } from "../store/rooms.js";
import { route } from "../store/route.js";
import { connectionState } from "../store/session.js";
import { sidePanel } from "../store/side_panel.js";
import { lastSeq, readerAtEnd, timelineOf } from "../store/timelines.js";
import { toast } from "../store/toasts.js";
import { phone } from "../store/viewport.js";
import { request } from "./connection.js";

/** A room that was open for a shorter time does not count as read, milliseconds. */
const DWELL_MS = 400;

const looking = signal(false);
/** A room that was marked unread by hand stays so until the person leaves it. */
const heldUnread = signal(/** @type {string | null} */ (null));
let timer = 0;

/** Marks rooms as read from now on. */
export function startReadMarks() {
  const look = () => (looking.value = document.visibilityState === "visible" && document.hasFocus());
  for (const name of ["focus", "blur", "pageshow"]) addEventListener(name, look);
  document.addEventListener("visibilitychange", look);
  look();
  effect(() => {
    if (route.value.room !== heldUnread.peek()) heldUnread.value = null;
  });
  effect(consider);
}

function consider() {
  clearTimeout(timer);
  const { room: id } = route.value;
  const room = id && rooms.value.get(id);
  if (!room || connectionState.value !== "up" || !looking.value || !readerAtEnd.value || heldUnread.value === id) return;
  // On a phone the panel covers the room.
  if (phone.value && sidePanel.value) return;
  const timeline = timelineOf(room.id).value;
  if (!timeline || timeline.moreAfter || lastSeq(timeline) <= room.read_seq) return;
  timer = setTimeout(markRead, DWELL_MS, room.id, lastSeq(timeline));
}

/** Marks a room as read up to a message. @param {string} roomId @param {number} seq */
export async function markRead(roomId, seq) {
  const answer = await request(Command.READ_MARK, { room_id: roomId, seq }).catch(() => null);
  if (answer) setRead(roomId, answer.read_seq);
}

/** Marks everything in a room as read, whether it was visible or not. @param {string} roomId */
export function markAllRead(roomId) {
  heldUnread.value = null;
  const room = rooms.peek().get(roomId);
  if (room) void markRead(roomId, room.last_seq);
}

/** Marks this message and all later ones as unread. @param {any} message */
export async function markUnread(message) {
  heldUnread.value = message.room_id;
  const answer = await request(Command.READ_UNMARK, { room_id: message.room_id, seq: message.seq - 1 });
  setRead(message.room_id, answer.read_seq);
}

/** How long reading everything can be undone, milliseconds. */
const UNDO_MS = 8_000;

/** Marks every room as read. It can be undone. */
export async function markEverythingRead() {
  const unread = [...rooms.peek().values()].filter((room) => room.last_seq > room.read_seq);
  heldUnread.value = null;
  if (unread.length === 0) return toast(t("mine.nothing_unread"));
  for (const room of unread) await markRead(room.id, room.last_seq);
  toast(t("mine.all_read", { n: unread.length }), { label: t("action.undo"), act: () => void unreadAgain(unread), ms: UNDO_MS });
}

/** @param {any[]} before the rooms as they were */
async function unreadAgain(before) {
  // The open room stays unread until the person leaves it, or it would be read again at once.
  heldUnread.value = route.peek().room;
  for (const room of before) {
    const answer = await request(Command.READ_UNMARK, { room_id: room.id, seq: room.read_seq }).catch(() => null);
    if (answer) setRead(room.id, answer.read_seq);
  }
}
