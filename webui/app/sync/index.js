/** Starts the sync layer, the part of the page that talks to the host, and exports what other parts use of it. */

import { computed, effect } from "../html.js";
import { prefetch } from "../loader.js";
import { startClock } from "../lib/people/availability.js";
import { rooms } from "../store/rooms.js";
import { route } from "../store/route.js";
import { connectionState, me } from "../store/session.js";
import { deleteAllNow } from "./actions.js";
import { startAlerts } from "./alerts/alerts.js";
import { startTabBadge } from "./alerts/tab_badge.js";
import { connect } from "./connection.js";
import { events } from "./events.js";
import { onGap } from "./message_intake.js";
import { openRoom, showMessage } from "./history.js";
import { startRelocation } from "./relocation.js";
import { startOutbox } from "./outbox.js";
import { nobody, somebodyElse, startAccountChange } from "./account_change.js";
import { followLanguage } from "./personal/language.js";
import { loadDraftsOfHost } from "./personal/load_drafts.js";
import { startPresence } from "./presence.js";
import { startReadMarks } from "./read_marks.js";
import { syncSoon, syncAfterSleep } from "./catch_up.js";
import { followInvite } from "./invite.js";

export * from "./actions.js";
export { changePassword, signOut } from "./sign_out.js";
export { loadLatest, loadMembers, loadNewer, loadOlder, loadOpenRooms, messageById, openRoom, showMessage } from "./history.js";
export { upsert } from "./message_intake.js";
export { discard, retry, revise } from "./outbox.js";
export { markAllRead, markEverythingRead, markUnread } from "./read_marks.js";
export { arrangeSidebar } from "./sidebar.js";
export { typingIn, typingStopped } from "./presence.js";

/** By this time the page has settled and makes no requests, milliseconds. */
const AHEAD_MS = 3_000;

let started = false;

/** Starts everything, once. */
export function startSync() {
  if (started || !me.peek()) return;
  started = true;
  onGap(syncSoon);
  void startOutbox();
  connect(events, { nobody, somebodyElse });
  startAccountChange();
  startReadMarks();
  startPresence();
  setTimeout(loadDraftsOfHost, AHEAD_MS);
  startRelocation();
  startTabBadge();
  followInvite();
  startAlerts();
  startClock();
  followLanguage();
  effect(followRoute);
  effect(() => {
    document.documentElement.dataset.link = connectionState.value;
  });
  addEventListener("pagehide", deleteAllNow);
  addEventListener("pageshow", (event) => event.persisted && void syncAfterSleep());
  addEventListener("online", () => void syncAfterSleep());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void syncAfterSleep());
  setTimeout(whenIdle, AHEAD_MS, () => void prefetch(AHEAD).then(hasPrefetched), IDLE_AT_MOST);
}

/** These bundles, and the rest of the sentences, are prefetched, so that what they hold opens at once, and without a connection too. bundles.txt lists their modules. */
const AHEAD = ["basics", "shared", "sentences", "tools", "writing", "contents", "reading", "search", "sidebar", "invite", "settings", "relocation"];

let hasPrefetched = () => {};
/** Resolves when they were prefetched, or could not be. @type {Promise<void>} */
export const prefetched = new Promise((resolve) => (hasPrefetched = resolve));

const whenIdle = window.requestIdleCallback ?? ((/** @type {() => void} */ work) => work());
/** A page that is never idle prefetches them after this time all the same, milliseconds. */
const IDLE_AT_MOST = { timeout: 2_000 };

/** Whether I am a member of the room in the address. */
const isMine = computed(() => rooms.value.has(route.value.room ?? ""));

function followRoute() {
  const { room, message } = route.value;
  if (!isMine.value) return;
  if (room && message) void showMessage(room, message);
  else if (room) void openRoom(room);
}
