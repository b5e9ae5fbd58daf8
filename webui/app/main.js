/** The start of the page: first data, texts, the first paint; then the sync layer, which talks to the host. */

import { effect, h, render } from "./html.js";
import { load } from "./lib/i18n.js";
import { prefetch, retryUntilDone } from "./loader.js";
import { onOtherPerson, post } from "./net/api.js";
import { chooseRoom, enter, isInside, rememberRoom } from "./store/entry.js";
import { followHistory, keepInMemory, navigate, route } from "./store/route.js";
import { connectionState, me } from "./store/session.js";
import { followSidePanel } from "./store/side_panel.js";
import { provideSyncLayer } from "./store/sync_layer.js";
import { phone } from "./store/viewport.js";
import { Shell } from "./ui/shell.js";
import { startToasts } from "./ui/toast.js";

/** A visible page has painted by then, milliseconds. */
const DRAWN_MS = 500;

/** While the sign-in form is filled in, what comes after it is prefetched; after this time, milliseconds. */
const AHEAD_MS = 3_000;

/**
 * Runs work after the next paint, but does not wait long. A tab in the background does not paint until somebody looks
 * at it, and must notify its reader of new messages all the same.
 * @param {() => void} work
 */
function afterPicture(work) {
  let isDone = false;
  const once = () => {
    if (!isDone) work();
    isDone = true;
  };
  requestAnimationFrame(once);
  setTimeout(once, DRAWN_MS);
}

/** Loads the sync layer when somebody is signed in, after the next paint. */
function followEntry() {
  effect(() => {
    if (isInside.value) afterPicture(() => void startSyncLayer());
  });
}

async function startSyncLayer() {
  // Together: what is pressed, pasted or dropped once there is a connection is heard, though a style sheet is still on its way.
  const modules = () => Promise.all([import("./sync/index.js"), import("./feature_triggers.js")]);
  const [layer, { startTriggers }] = await retryUntilDone(modules, () => (connectionState.value = "down"));
  provideSyncLayer(layer);
  layer.startSync();
  startTriggers();
}

/** Asks who is signed in now, when the host says that the browser's cookie belongs to somebody else. */
const lookWhoIsHere = () => void import("./sync/account_change.js").then((module) => module.lookWhoIsHere(), () => null);

/** Whether this page comes from another address of the office, now or before the sign-in. */
function isArriving() {
  try {
    return sessionStorage.getItem("moved") !== null || location.hash.startsWith("#moved=");
  } catch {
    return location.hash.startsWith("#moved=");
  }
}

/** Follows a link to the page's own paths without a reload. With a modifier key, or to other addresses, the browser follows it. @param {MouseEvent} event */
function followLink(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest?.("a[href]"));
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { origin, pathname, hash } = new URL(link.href);
  if (origin !== location.origin || hash || !/^\/(r\/|settings$|mine$|sign-in$|join$|$)/.test(pathname)) return;
  event.preventDefault();
  navigate(pathname);
}

/** Tells the host how far this device has come, for the diagnostics. Later the socket shows that by itself. */
const sayStarted = () => void post("/api/arrivals", { step: "script" }).catch(() => null);

async function start() {
  await load(document.documentElement.lang);
  const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
  if (boot.front_desk) keepInMemory();
  followHistory();
  followSidePanel();
  followEntry();
  onOtherPerson(lookWhoIsHere);
  startToasts();
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  const arriving = isArriving() ? await retryUntilDone(() => import("./features/relocation/restore.js")) : null;
  enter(arriving ? await arriving.restoreSession(boot) : boot);
  arriving?.restoreDrafts();
  root.replaceChildren();
  render(h(Shell, null), root);
  if (!me.peek() && !boot.front_desk) {
    sayStarted();
    setTimeout(prefetch, AHEAD_MS, ["sync"]);
  }
  addEventListener("click", followLink);
  effect(rememberRoom);
  effect(() => {
    if (me.value && !phone.value && route.value.view === "list") chooseRoom(null);
  });
}

if (document.getElementById("boot")) void start();
