/** Loads the features that open without a click: because of an event of the host, the state of the connection, or a message. */

import { startShortcuts } from "./features/keys/shortcuts.js";
import { startCopying } from "./features/messages/copied_rows.js";
import { startArrivals } from "./features/sending/arriving/arrivals.js";
import { startTypingAnywhere } from "./features/writing/type_anywhere.js";
import { effect } from "./html.js";
import { retryUntilDone } from "./loader.js";
import { knocks } from "./store/joining/invite.js";
import { frontDesk, officeIdentity, connectionState, isAdmin, me, newerCopy, secureMode, channel } from "./store/session.js";
import { askedLater, askedSearch } from "./store/own_data.js";
import { preferences } from "./store/preferences.js";
import { openLazily, whenLoaded } from "./store/route.js";
import { openBeside } from "./store/side_panel.js";
import { askedThread } from "./store/timelines.js";
import { phone } from "./store/viewport.js";
import { missedAlert } from "./sync/alerts/alerts.js";
import { prefetched } from "./sync/index.js";

/** A connection that is back within this time needs no search, milliseconds. */
const PATIENCE_MS = 1_500;

/** By this time the page has prefetched what comes after the first screen, milliseconds. */
const SETTLED_MS = 4_500;

/** Starts watching. main.js calls this once, when the sync layer has started. */
export function startTriggers() {
  startShortcuts();
  startTypingAnywhere();
  startCopying();
  startArrivals();
  if (frontDesk.peek()) void retryUntilDone(() => import("./features/frontdesk/turn.js")).then((module) => module.startTurn());
  if (me.peek().has_password === false) void import("./features/settings/password_prompt.js").then((module) => module.askForPassword(), () => {});
  effect(showKnocks);
  effect(hintAtAlerts);
  effect(showThread);
  effect(showLater);
  effect(showSearch);
  effect(keepAwake);
  if (isAdmin.peek()) setTimeout(() => void import("./features/host/backup/backup_banner.js").then((module) => module.tellOfBackups()).catch(() => {}), SETTLED_MS);
  setTimeout(() => void import("./features/reading/watch_concerns.js").then((module) => module.watchConcerns(), () => {}), SETTLED_MS);
  // With its style sheet it opens at once, and without a connection too.
  void prefetched.then(searchBox).catch(() => {});
  followSidebar();
  void import("./features/people/time_zone.js").then((module) => module.reportTimeZone(), () => {});
  followSecureMode();
  followNewerCopy();
  followAddresses();
  // The cookie of a front desk does not go to another address.
  if (!frontDesk.peek()) followLink();
}

/** Loads the keys and the menus of the sidebar with the first touch, pointer or focus there, and repeats for them what was begun meanwhile. */
function followSidebar() {
  /** @type {Event[]} */
  let begun = [];
  const until = new AbortController();
  const load = () => void import("./features/sidebar/list_keys.js").then((module) => {
    if (until.signal.aborted) return;
    until.abort();
    module.followLists();
    begun.forEach(repeat);
  }, () => (begun = []));
  const begin = (/** @type {any} */ event) => {
    if (!event.target.closest?.(".lists")) return;
    if (/^Arrow/.test(event.key) || event.type === "contextmenu") event.preventDefault();
    if (event.defaultPrevented || event.type === "pointerdown") begun.push(event);
    load();
  };
  for (const type of ["focusin", "pointerover", "pointerdown", "keydown", "contextmenu"]) document.addEventListener(type, begin, until);
  for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, () => (begun = begun.filter((event) => event.type !== "pointerdown")), until);
}

/** Dispatches an event again; a key goes to what has the focus by now. @param {any} event */
function repeat(event) {
  const target = event.type === "keydown" ? document.activeElement : event.target;
  target?.dispatchEvent(new event.constructor(event.type, event));
}

/** Few people want the screen kept on. */
function keepAwake() {
  if (preferences.value.awake) void retryUntilDone(() => import("./sync/wake_lock.js")).then((module) => module.startWakeLock());
}

function showKnocks() {
  if (knocks.value.length > 0) void import("./features/invite/knocks.js").then((bar) => bar.showKnocks()).catch(() => null);
}

const threadPanel = () => import("./features/reading/thread_panel.js");

function showThread() {
  const asked = askedThread.value;
  if (asked) openBeside(threadPanel, "ThreadPanel", asked, { room: asked.roomId });
}

const laterPanel = () => import("./features/reading/later_panel.js");

function showLater() {
  if (askedLater.value > 0) openBeside(laterPanel, "LaterPanel");
}

const searchBox = () => import("./features/search/search_box.js");
const searchPanel = () => import("./features/search/search_panel.js");

/** A search for everything is a box over the page. On a phone, and for one room, it stands where there is more place. */
function showSearch() {
  const asked = askedSearch.value;
  if (!asked) return;
  if (asked.room || phone.peek()) whenLoaded(searchPanel, (module) => module.showSearch(asked));
  else void openLazily(searchBox, "SearchBox", { fresh: true });
}

function hintAtAlerts() {
  if (missedAlert.value) void import("./features/settings/alert_hint.js").then((module) => module.hintLater(), () => {});
}

/** Follows the office to https when this page came by plain http, and stays when the office comes back. */
function followSecureMode() {
  let wasOn = false;
  effect(() => {
    const isOn = secureMode.value && channel === "open";
    if (isOn === wasOn) return;
    wasOn = isOn;
    void retryUntilDone(() => import("./features/relocation/follow_to_https.js")).then((module) => (secureMode.peek() ? module.followToSecure() : module.stayHere()));
  });
}

/** Goes to the copy of the office that serves it now, when this host has stopped. */
function followNewerCopy() {
  effect(() => {
    if (newerCopy.value) void retryUntilDone(() => import("./features/relocation/follow_to_newer.js")).then((module) => module.followToNewer());
  });
}

/** Renews the worker when the office has new addresses. The policy of this page allows only the addresses of its beginning, and the worker's script must be fetched from here. */
function followAddresses() {
  let known = officeIdentity.peek().addresses;
  effect(() => {
    const { addresses } = officeIdentity.value;
    const isNew = addresses.some((address) => !known.includes(address));
    known = addresses;
    if (isNew) void import("./features/relocation/probe.js").then((module) => module.renewWorker(), () => {});
  });
}

/** @type {Promise<typeof import("./features/relocation/search.js") | null> | null} */
let search = null;

const loadSearch = () => (search ??= import("./features/relocation/search.js").catch(() => (search = null)));

/** Searches for the office at its other addresses while the connection is gone. */
function followLink() {
  if (!officeIdentity.peek().key) return;
  let timer = 0;
  effect(() => {
    clearTimeout(timer);
    if (connectionState.value === "up") void search?.then((module) => module?.stop());
    else timer = setTimeout(lost, PATIENCE_MS);
  });
  addEventListener("online", again);
  addEventListener("pageshow", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
}

async function lost() {
  const module = await loadSearch();
  if (connectionState.peek() !== "up") void module?.search();
}

/** Searches at once when the page wakes up, because the wait between two rounds may have seconds to run. */
function again() {
  if (connectionState.peek() !== "up") void search?.then((module) => module?.searchNow());
}
