/** After any gap: what changed since, room by room. Events are hints; the revision is the truth. */

import { Command } from "../net/protocol.js";
import { replaceRooms, rooms } from "../store/rooms.js";
import { route } from "../store/route.js";
import { forgetTimeline, heldTimelines, readerAtEnd, WINDOW } from "../store/timelines.js";
import { dropConnection, isUp, request } from "./connection.js";
import { fromSync, revs } from "./message_intake.js";
import { reopen } from "./history.js";

/** Several holes are often one: they are mended together, milliseconds. */
const SETTLE_MS = 150;

/** A link that is alive answers a short question sooner, milliseconds. */
const PROBE_MS = 3_000;

let timer = 0;
/** @type {Promise<void> | null} */
let running = null;
let again = false;

export function syncSoon() {
  clearTimeout(timer);
  timer = setTimeout(syncNow, SETTLE_MS);
}

/** One sync at a time: a wish that comes during one is granted after it. @returns {Promise<void>} */
export function syncNow() {
  if (running) {
    again = true;
    return running;
  }
  running = pages().catch(later).finally(finished);
  return running;
}

/**
 * The page comes back from wherever it was. Its link may be dead and look alive, and the next ping of the host is up to
 * eighteen seconds away: so it asks.
 */
export async function syncAfterSleep() {
  try {
    await request(Command.ROOMS_SYNC, { rooms: {} }, PROBE_MS);
    void syncNow();
  } catch (problem) {
    // A new link brings its own sync.
    if (/** @type {any} */ (problem).code === "timeout") dropConnection();
  }
}

/** A link that broke brings its own sync when it is back; a host that was busy is asked again. */
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

/** Only rooms whose rows the page holds need their messages; of the others the list of rooms tells enough. */
async function pages() {
  const asked = new Map(heldTimelines().map(([id, timeline]) => [id, revs.get(id) ?? timeline.rev]));
  for (let more = true; more; ) {
    const answer = await request(Command.ROOMS_SYNC, { rooms: Object.fromEntries(asked) });
    replaceRooms(answer.rooms);
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
 * Where more is missing than the page would keep, its rows are worth less than a fresh page. Not under the eyes of
 * someone who reads further up, though: their rows are mended, however long it takes.
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
