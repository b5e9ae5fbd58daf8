/** Handles the events from the host and updates the store. */

import { batch } from "../html.js";
import { get } from "../net/api.js";
import { Event } from "../net/protocol.js";
import { answersChanged, forgetAnswers, forgetUrgent } from "../store/answers.js";
import { draftsOnHost } from "../store/drafts.js";
import { joinAttempts } from "../store/joining/join_attempts.js";
import {
  ASK_MOST, askUsers, countPresent, membershipChanged, online, presenceChanged, presenceUnsure, readBy, typingChanged, users, usersChanged, usersRev,
} from "../store/people.js";
import { replaceOwnPreferences } from "../store/preferences.js";
import { ownChanged } from "../store/own_data.js";
import { askRooms, involvementChanged, putRoom, replaceRooms, rooms, setRead } from "../store/rooms.js";
import { navigate, route } from "../store/route.js";
import { me, myId, newerCopy, office, pause, secureMode, trouble, version, channel } from "../store/session.js";
import { replaceSections } from "../store/sidebar_sections.js";
import { forgetTimeline } from "../store/timelines.js";
import { t } from "../lib/i18n.js";
import { toast } from "../store/toasts.js";
import { alertTo } from "./alerts/alerts.js";
import { officeClosed } from "./connection.js";
import { fromEvent, revs } from "./message_intake.js";
import { loadMembers } from "./history.js";
import { draftChanged, draftsAfterGap } from "./personal/load_drafts.js";
import { sidebarChanged } from "./sidebar.js";
import { sessionEnded } from "./sign_out.js";
import { addressesChanged } from "./relocation.js";
import { replaced } from "./account_change.js";
import { scheduledChanged } from "./personal/scheduled.js";
import { askedUrgently, urgentDone } from "./alerts/urgent.js";
import { roomLeft } from "./room_left.js";
import { syncNow } from "./catch_up.js";
import { knocksChanged, inviteChanged, joinMethodsChanged } from "./invite.js";

/** A day: the message stays until the person has reloaded the page. */
const UNTIL_DONE_MS = 24 * 60 * 60 * 1_000;

/** When very many come to a room at once, its members are asked for within this time, milliseconds. */
const LATER_MS = 5_000, SPREAD_MS = 10_000;

/** What other devices may have changed during a gap without an event that comes later. A list of snippets is stored whole, and an old one would remove theirs. */
const MISSED = ["later", "snippets"];

let welcomes = 0, membersTimer = 0;

/** @param {any} snapshot */
function welcomed(snapshot) {
  batch(() => {
    me.value = snapshot.user;
    office.value = snapshot.office;
    trouble.value = snapshot.trouble;
    pause.value = snapshot.pause ?? null;
    newerCopy.value = snapshot.moved ?? null;
    replaceRooms(snapshot.rooms);
    replaceSections(snapshot.sidebar);
    replaceOwnPreferences(snapshot.preferences);
  });
  online.value = snapshot.online ?? null;
  if (snapshot.users_rev !== usersRev.peek()) void askUsers(() => get("/api/users"));
  // After a gap presence may have changed without an event, and the revision of the users does not cover it.
  else if (welcomes > 0) presenceUnsure(true);
  // Somebody has come or gone between the first data and this connection, which heard nothing of it.
  else if (snapshot.online !== undefined && snapshot.online !== countPresent()) presenceUnsure(users.peek().size <= ASK_MOST);
  if (welcomes > 0) forgetAnswers();
  if (welcomes > 0) MISSED.forEach(ownChanged);
  forgetUrgent();
  draftsOnHost.value = snapshot.drafts_at !== undefined;
  if (welcomes > 0) draftsAfterGap();
  void scheduledChanged({ count: snapshot.scheduled ?? 0 });
  welcomes += 1;
  if (snapshot.version !== version.peek()) renewed(snapshot.version);
  void syncNow();
  if (welcomes > 1 && route.peek().room) void loadMembers(/** @type {string} */ (route.peek().room));
}

/** Offers a reload when the host has come back as another version. Drafts and the outbox survive the reload. @param {string} now */
function renewed(now) {
  version.value = now;
  toast(t("link.renewed"), { label: t("link.reload"), act: () => location.reload(), ms: UNTIL_DONE_MS });
}

/** @param {any} event count: how many of the room room_id have changed that are not listed */
function memberships({ memberships: list, room_id: roomId, count = 0 }) {
  for (const membership of list) {
    if (membership.user_id === myId.peek()) mine(membership);
    membershipChanged(membership);
  }
  // Whoever opens a room asks for its members anyway.
  if (count > 0 && roomId === route.peek().room) askMembersLater();
}

/** Every page that shows the room asks: the requests are spread over some time. */
function askMembersLater() {
  membersTimer ||= setTimeout(() => {
    membersTimer = 0;
    const shown = route.peek().room;
    if (shown) void loadMembers(shown);
  }, LATER_MS + Math.random() * SPREAD_MS);
}

/** @param {any} membership */
function mine(membership) {
  if (membership.left) roomLeft(membership.room_id);
  else if (rooms.peek().has(membership.room_id)) involvementChanged(membership.room_id, membership.involvement);
  else void askRooms(() => get("/api/rooms")).catch(() => null);
}

/** @param {any} event count: how many more have changed than are listed */
function presences({ users, count = 0, online: now = null }) {
  if (now !== null) online.value = now;
  presenceChanged(users);
  if (count > 0) presenceUnsure(false);
}

/** @param {any} event */
function read({ room_id, user_id, read_seq }) {
  if (user_id === myId.peek()) setRead(room_id, read_seq);
  readBy({ room_id, user_id, read_seq });
}

/** @param {any} event */
function posted({ message }) {
  fromEvent(message);
  void alertTo(message);
}

/** Ends the session. When another tab has moved to https with our session, this tab follows instead and takes its drafts along. @param {{reason: string}} event */
function ended({ reason }) {
  if (reason === "replaced") return void replaced();
  if (!(reason === "moved" && secureMode.peek() && channel === "open")) sessionEnded(reason);
}

/** The handler of each event. */
export const events = {
  [Event.WELCOME]: welcomed,
  [Event.MESSAGE_POSTED]: posted,
  [Event.MESSAGE_CHANGED]: (/** @type {any} */ { message }) => fromEvent(message),
  [Event.ROOM_CHANGED]: (/** @type {any} */ { room }) => putRoom(room),
  [Event.MEMBERSHIP_CHANGED]: memberships,
  [Event.USER_CHANGED]: (/** @type {any} */ { users }) => usersChanged(users),
  [Event.PRESENCE_CHANGED]: presences,
  [Event.READ_CHANGED]: read,
  [Event.SIDEBAR_CHANGED]: sidebarChanged,
  [Event.PREFERENCES_CHANGED]: (/** @type {any} */ event) => replaceOwnPreferences(event.preferences),
  [Event.DRAFT_CHANGED]: draftChanged,
  [Event.TYPING_CHANGED]: typingChanged,
  [Event.OFFICE_CHANGED]: (/** @type {any} */ event) => (office.value = event.office),
  [Event.SECURE_CHANGED]: (/** @type {any} */ { on }) => (secureMode.value = on),
  [Event.ADDRESSES_CHANGED]: (/** @type {any} */ event) => {
    addressesChanged(event.addresses);
    inviteChanged();
  },
  [Event.INVITE_CHANGED]: joinMethodsChanged,
  [Event.KNOCKS_CHANGED]: knocksChanged,
  [Event.ARRIVALS_CHANGED]: (/** @type {any} */ event) => (joinAttempts.value = event.arrivals),
  [Event.ANSWERS_CHANGED]: answersChanged,
  [Event.OWN_CHANGED]: (/** @type {any} */ { what }) => ownChanged(what),
  [Event.SCHEDULED_CHANGED]: scheduledChanged,
  [Event.URGENT_ASKED]: askedUrgently,
  [Event.URGENT_OVER]: urgentDone,
  [Event.HOST_STOPPING]: officeClosed,
  [Event.HOST_PAUSE]: (/** @type {any} */ event) => (pause.value = event.pause),
  [Event.OFFICE_MOVED]: (/** @type {any} */ event) => (newerCopy.value = event),
  [Event.HOST_TROUBLE]: (/** @type {any} */ { reason }) => (trouble.value = reason),
  [Event.SESSION_ENDED]: ended,
};
