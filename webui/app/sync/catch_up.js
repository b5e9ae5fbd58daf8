/** Fetches what changed after any gap, room by room. Events may be lost; the revision decides. */

import { Command } from "../net/protocol.js";
import { askRooms, rooms } from "../store/rooms.js";
import { route } from "../store/route.js";
import { forgetTimeline, heldTimelines, readerAtEnd, WINDOW } from "../store/timelines.js";
import { dropConnection, isUp, request } from "./connection.js";
import { fromSync, revs } from "./message_intake.js";
import { reopen } from "./history.js";

/** Several gaps often have one cause. Those within this time are handled by one sync, milliseconds. */
const SETTLE_MS = 150;

/** A connection that works answers a short question sooner, milliseconds. */
const PROBE_MS = 3_000;

let timer = 0;
/** @type {Promise<void> | null} */
let running = null;
let again = false;

/** Starts a sync shortly, for all gaps of that time. */
export function syncSoon() {
  clearTimeout(timer);
  timer = setTimeout(syncNow, SETTLE_MS);
}

/** Runs one sync at a time. A request during a sync starts another one after it. @returns {Promise<void>} */
export function syncNow() {
  if (running) {
    again = true;
    return running;
  }
  running = pages().catch(later).finally(finished);
  return running;
}

/**
 * Checks the connection when the page is shown again. It may be dead but look alive, and the host's next ping may be
 * eighteen seconds away, so the page asks.
 */
export async function syncAfterSleep() {
  try {
    await request(Command.ROOMS_SYNC, { rooms: {} }, PROBE_MS);
    void syncNow();
  } catch (problem) {
    // A new connection starts its own sync.
    if (/** @type {any} */ (problem).code === "timeout") dropConnection();
  }
}

/** A broken connection starts its own sync when it is back. A busy host is asked again. */
function later() {
  if (isUp()) timer = setTimeout(syncNow, 2_000);
}

function finished() {
  running = null;
  if (again) {
    again = false;
    syncSoon();
  }
}

/** Only rooms whose rows the page holds need their messages. For the others the list of rooms is enough. */
async function pages() {
  const asked = new Map(heldTimelines().map(([id, timeline]) => [id, revs.get(id) ?? timeline.rev]));
  for (let more = true; more; ) {
    const answer = await askRooms(() => request(Command.ROOMS_SYNC, { rooms: Object.fromEntries(asked) }));
    skipFarBehind(asked);
    for (const message of answer.messages) hearOne(asked, message);
    more = answer.more && answer.messages.length > 0 && asked.size > 0;
  }
  dropLeftRooms();
}

/** @param {Map<string, number>} asked @param {any} message */
function hearOne(asked, message) {
  if (!asked.has(message.room_id)) return;
  fromSync(message);
  asked.set(message.room_id, message.rev);
}

/**
 * When more is missing than the page would keep, a fresh page is better than the old rows. But the rows of a reader who
 * has scrolled up are kept and completed, however long it takes.
 * @param {Map<string, number>} asked
 */
function skipFarBehind(asked) {
  for (const [id, rev] of asked) {
    const room = rooms.peek().get(id);
    const isRead = id === route.peek().room && !readerAtEnd.peek();
    if (room && (isRead || room.last_rev - rev <= WINDOW)) continue;
    asked.delete(id);
    if (room) startOver(room);
  }
}

/** @param {any} room */
function startOver(room) {
  forgetRoom(room.id);
  reopen(room.id);
}

function dropLeftRooms() {
  for (const id of revs.keys()) if (!rooms.peek().has(id)) forgetRoom(id);
}

/** @param {string} id */
function forgetRoom(id) {
  revs.delete(id);
  forgetTimeline(id);
}
