/** Takes in every message on one path, whether it came as an event, an acknowledgement or a row of a sync. */

import { batch } from "../html.js";
import { typingChanged } from "../store/people.js";
import { tellListeners } from "../store/message_listeners.js";
import { dropEntry } from "../store/pending.js";
import { messageReceived, rooms } from "../store/rooms.js";
import { myId } from "../store/session.js";
import { fromPage, applyMessage, keptTimeline, readerAtEnd, timelineOf } from "../store/timelines.js";
import { deleteEntry } from "./outbox_store.js";

/** For each room, the revision up to which every change is known. @type {Map<string, number>} */
export const revs = new Map();

/** A hidden page has no animation frames. This interval stands in for one, milliseconds. */
const UNSEEN_FRAME_MS = 100;

/** Messages that came in a frame that has already drawn one. @type {any[]} */
const waiting = [];
let isDrawn = false;

let reportGap = () => {};
/** Sets what is done when revisions of a room are missing. @param {() => void} callback */
export function onGap(callback) {
  reportGap = callback;
}

/** Stores a message. The same message may come three times, and a later state of it before an earlier one. @param {any} message */
export function upsert(message) {
  batch(() => {
    messageReceived(message);
    intoTimeline(message);
    tellListeners(message);
    if (message.sender_id === myId.peek()) delivered(message.client_id);
    else typingChanged({ room_id: message.room_id, user_id: message.sender_id, typing: false });
  });
}

/** @param {any} message */
function intoTimeline(message) {
  const held = keptTimeline(message.room_id);
  const timeline = held?.peek();
  if (held && timeline) held.value = applyMessage(timeline, message, readerAtEnd.peek());
}

/** @param {string | null} clientId */
function delivered(clientId) {
  if (!clientId) return;
  dropEntry(clientId);
  deleteEntry(clientId);
}

/** Takes a message from an event. The first one is drawn at once; all others of the same frame are drawn together in the next one. @param {any} message */
export function fromEvent(message) {
  waiting.push(message);
  if (!isDrawn) takeWaiting();
}

function takeWaiting() {
  isDrawn = true;
  inNextFrame(() => {
    isDrawn = false;
    if (waiting.length > 0) takeWaiting();
  });
  batch(() => {
    while (waiting.length > 0) take(waiting.shift());
  });
}

/** @param {() => void} act */
function inNextFrame(act) {
  const once = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    act();
  };
  const timer = setTimeout(once, UNSEEN_FRAME_MS);
  const frame = requestAnimationFrame(once);
}

/** Reports a gap unless the revision before this message is known. @param {any} message */
function take(message) {
  upsert(message);
  const known = revs.get(message.room_id) ?? keptTimeline(message.room_id)?.peek()?.rev;
  if (known === undefined || message.rev <= known) return;
  if (message.rev === known + 1) revs.set(message.room_id, message.rev);
  else reportGap();
}

/** Takes a row of a sync. Rows come in order of revision. @param {any} message */
export function fromSync(message) {
  upsert(message);
  revs.set(message.room_id, Math.max(message.rev, revs.get(message.room_id) ?? 0));
}

/** Replaces what is held of a room by a fresh page. @param {string} roomId @param {any} page */
export function holdPage(roomId, page) {
  timelineOf(roomId).value = fromPage(page);
  knownUpTo(roomId, page.last_rev, true);
}

/**
 * Notes that a page was read at revision `rev`. Messages that came as events while the request was under way may be
 * missing from it.
 * @param {string} roomId @param {number} rev @param {boolean} whole whether the page replaced all rows
 */
export function knownUpTo(roomId, rev, whole) {
  const heardRev = Math.max(revs.get(roomId) ?? 0, rooms.peek().get(roomId)?.last_rev ?? 0);
  if (rev < heardRev) {
    revs.set(roomId, Math.min(rev, revs.get(roomId) ?? rev));
    reportGap();
  } else if (whole) revs.set(roomId, rev);
}
