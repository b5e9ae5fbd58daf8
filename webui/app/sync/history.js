/** Loads pages of a room's messages: the newest, those before and after, and those around one message. */

import { get } from "../net/api.js";
import { openRooms, rooms } from "../store/rooms.js";
import { askMembers } from "../store/people.js";
import { navigate, route } from "../store/route.js";
import { append, heldMessage, keptTimeline, lastSeq, prepend, timelineOf, scrollTarget } from "../store/timelines.js";
import { t } from "../lib/i18n.js";
import { latestRequest } from "../lib/latest_request.js";
import { toast } from "../store/toasts.js";
import { holdPage, knownUpTo } from "./message_intake.js";

const PAGE = 50;
/** The first page is a little longer, so that it fills a large screen. */
const FIRST_PAGE = 60;

/** Requests that are under way, by room and direction, because scrolling asks for the same page many times. @type {Map<string, Promise<void>>} */
const underway = new Map();

/** @param {string} key @param {() => Promise<void>} work @returns {Promise<void>} */
function once(key, work) {
  const found = underway.get(key) ?? work().finally(() => underway.delete(key));
  underway.set(key, found);
  return found;
}

/** @param {string} roomId @param {string} query */
const fetchPage = (roomId, query) => get(`/api/rooms/${roomId}/messages?${query}`);

/** Loads a room when it is opened. It is fetched only once, because events keep what the page holds up to date. @param {string} roomId */
export async function openRoom(roomId) {
  void loadMembers(roomId);
  if (!timelineOf(roomId).peek()) await once(`${roomId} open`, () => firstPage(roomId));
}

/** @param {string} roomId */
async function firstPage(roomId) {
  const room = rooms.peek().get(roomId);
  const unread = room ? room.last_seq - room.read_seq : 0;
  const query = unread > FIRST_PAGE - 10 ? `around=${room.read_seq}&limit=${FIRST_PAGE}` : `limit=${FIRST_PAGE}`;
  await show(roomId, query);
}

/** @param {string} roomId @param {string} query @param {() => boolean} [isWanted] whether the page is still wanted when it comes */
async function show(roomId, query, isWanted = () => true) {
  try {
    const page = await fetchPage(roomId, query);
    if (isWanted()) holdPage(roomId, page);
  } catch (problem) {
    failed(roomId, problem);
  }
}

/** @param {string} roomId @param {any} problem */
function failed(roomId, problem) {
  toast(problem.code === "not_found" ? t("room.not_found") : problem.message);
  if (problem.code === "not_found" && route.peek().room === roomId) navigate("/", { replace: true });
}

/** Fetches a room again whose rows were dropped, if it is open. @param {string} roomId */
export function reopen(roomId) {
  if (route.peek().room === roomId) void loadLatest(roomId);
}

/** Loads the newest page. @param {string} roomId */
export const loadLatest = (roomId) => once(`${roomId} open`, () => show(roomId, `limit=${FIRST_PAGE}`));

/** Loads the page before the rows. @param {string} roomId */
export const loadOlder = (roomId) =>
  once(`${roomId} older`, () => extend(roomId, (timeline) => `before=${timeline.rows[0].seq}`, prepend));

/** Loads the page after the rows. @param {string} roomId */
export const loadNewer = (roomId) =>
  once(`${roomId} newer`, () => extend(roomId, (timeline) => `after=${lastSeq(timeline)}`, append));

/** @param {string} roomId @param {(timeline: any) => string} query @param {(timeline: any, page: any) => any} join */
async function extend(roomId, query, join) {
  const before = keptTimeline(roomId)?.peek();
  if (!before?.rows.length) return;
  const page = await fetchPage(roomId, `${query(before)}&limit=${PAGE}`).catch(() => null);
  const held = keptTimeline(roomId);
  // If the rows were replaced in the meantime, this page does not fit them and is ignored.
  if (!page || !held?.peek() || !adjoins(held.peek(), before)) return;
  held.value = join(held.peek(), page);
  knownUpTo(roomId, page.last_rev, false);
}

/** @param {any} now @param {any} before */
const adjoins = (now, before) =>
  now.rows[0]?.seq === before.rows[0].seq || (lastSeq(now) >= lastSeq(before) && now.rows[0]?.seq <= lastSeq(before));

/** Somebody asks for a message. Until its page comes, they can ask for another. */
const begin = latestRequest();

/** Scrolls to a message, and loads the page around it if it is not held. @param {string} roomId @param {string} messageId */
export async function showMessage(roomId, messageId) {
  const isLatest = begin();
  const timeline = timelineOf(roomId).peek();
  if (!timeline?.rows.some((row) => row.id === messageId)) await loadAround(roomId, messageId, isLatest);
  if (isLatest()) scrollTarget.value = messageId;
}

/** @param {string} roomId @param {string} messageId @param {() => boolean} isWanted */
async function loadAround(roomId, messageId, isWanted) {
  const message = await messageById(messageId);
  if (message?.room_id === roomId) return show(roomId, `around=${message.seq}&limit=${FIRST_PAGE}`, isWanted);
  toast(t("message.not_found"));
  return openRoom(roomId);
}

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** Returns a message by id: from the rows, or else from the host. Returns null when it does not exist or I may not read it. @param {string} id */
export async function messageById(id) {
  const held = heldMessage(id);
  if (held) return held;
  if (!fetched.has(id)) fetched.set(id, get(`/api/messages/${id}`).then((answer) => answer.message, () => null));
  const found = await fetched.get(id);
  // An original that was edited, or that a lost connection kept away, is fetched again next time.
  fetched.delete(id);
  return found;
}

/** Loads the members of a room. @param {string} roomId */
export const loadMembers = (roomId) => askMembers(roomId, () => get(`/api/rooms/${roomId}/members`));

/** Loads the list of open rooms, for links to rooms of which this person is not a member. Without an answer the names stay plain text. */
export async function loadOpenRooms() {
  const answer = await get("/api/rooms/open").catch(() => null);
  if (answer) openRooms.value = answer.rooms;
}
