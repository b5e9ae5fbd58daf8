/** The page starts here: first data, texts, the first picture; then the sync layer, which talks to the host. */

import { effect, h, render } from "./html.js";
import { load } from "./lib/i18n.js";
import { fetchAhead, insist } from "./loader.js";
import { onOtherPerson, post } from "./net/api.js";
import { chooseRoom, enter, isInside, rememberRoom } from "./store/entry.js";
import { followHistory, navigate, route } from "./store/route.js";
import { link, me } from "./store/session.js";
import { provideSyncLayer } from "./store/sync_layer.js";
import { phone } from "./store/viewport.js";
import { Shell } from "./ui/shell.js";
import { openSwitcher } from "./ui/sidebar.js";
import { startToasts } from "./ui/toast.js";

/** A page that is looked at has been drawn by then, milliseconds. */
const DRAWN_MS = 500;

/** While the sign-in form is filled in, what comes after it is fetched, milliseconds. */
const AHEAD_MS = 3_000;

/**
 * What need not be there for the first picture waits for it, but not for long: a tab in the background is not drawn
 * before somebody looks at it, and is to tell its reader of what comes all the same.
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

/** Loads the sync layer when somebody is signed in, after the next picture. */
function followEntry() {
  effect(() => {
    if (isInside.value) afterPicture(() => void startSyncLayer());
  });
}

async function startSyncLayer() {
  const layer = await insist(() => import("./sync/index.js"), () => (link.value = "down"));
  provideSyncLayer(layer);
  layer.startSync();
  const { startTriggers } = await import("./feature_triggers.js");
  startTriggers();
}

/** The browser's cookie has become somebody else's: this page belongs to nobody now. */
const lookWhoIsHere = () => void import("./sync/account_change.js").then((module) => module.lookWhoIsHere(), () => null);

/** From another address of the office, now or before the sign-in. */
function isArriving() {
  try {
    return sessionStorage.getItem("moved") !== null || location.hash.startsWith("#moved=");
  } catch {
    return location.hash.startsWith("#moved=");
  }
}

/** A link of ours is followed in the page; with a key held, or to elsewhere, it is the browser's. @param {MouseEvent} event */
function followLink(event) {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest?.("a[href]"));
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { origin, pathname, hash } = new URL(link.href);
  if (origin !== location.origin || hash || !/^\/(r\/|settings$|sign-in$|join$|$)/.test(pathname)) return;
  event.preventDefault();
  navigate(pathname);
}

/** @param {KeyboardEvent} event */
function shortcut(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && me.peek()) {
    event.preventDefault();
    void openSwitcher();
  }
}

/** To whoever looks at the host for how far this device gets; a socket, later on, says it by itself. */
const sayStarted = () => void post("/api/arrivals", { step: "script" }).catch(() => null);

async function start() {
  await load(document.documentElement.lang);
  followHistory();
  followEntry();
  onOtherPerson(lookWhoIsHere);
  startToasts();
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
  const arriving = isArriving() ? await insist(() => import("./features/relocation/restore.js")) : null;
  enter(arriving ? await arriving.restoreSession(boot) : boot);
  arriving?.restoreDrafts();
  root.replaceChildren();
  render(h(Shell, null), root);
  if (!me.peek()) {
    sayStarted();
    setTimeout(fetchAhead, AHEAD_MS, ["sync"]);
  }
  addEventListener("click", followLink);
  addEventListener("keydown", shortcut);
  effect(rememberRoom);
  effect(() => {
    if (me.value && !phone.value && route.value.view === "list") chooseRoom(null);
  });
}

if (document.getElementById("boot")) void start();
