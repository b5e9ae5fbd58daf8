/** The place that the page shows. The address is the source of truth. Back closes what lies on top first: a sheet, a dialog, then the room. */

import { signal } from "../html.js";
import { t } from "../lib/i18n.js";
import { toast } from "./toasts.js";
import { isPhone } from "./viewport.js";

/** @typedef {{view: "list" | "room" | "settings" | "mine" | "poster" | "setup" | "join" | "sign-in", room: string | null, message: string | null}} Route */
/** @typedef {{component: any, props: any}} Overlay */

const PAGES = { "/settings": "settings", "/mine": "mine", "/poster": "poster", "/setup": "setup", "/join": "join", "/sign-in": "sign-in" };

/** Returns the place that a path names. @param {string} path @returns {Route} */
export function parse(path) {
  const [, room, message] = path.match(/^\/r\/([\w-]{1,40})(?:\/([\w-]{1,40}))?\/?$/) ?? [];
  if (room) return { view: "room", room, message: message ?? null };
  return { view: /** @type {any} */ (PAGES)[path] ?? "list", room: null, message: null };
}

/** @typedef {{state: any, path: string}} Entry */

/** @type {Entry[] | null} null: the browser's own */
let kept = null;

/** Keeps the entries in memory from now on. The browser sees one address. */
export function keepInMemory() {
  kept = [{ state: null, path: location.pathname }];
  window.history.replaceState(null, "", "/");
}

/** What `window.history` offers, as far as the page uses it, and the path of the present entry. At a front desk the entries are in memory: the browser's own history is seen by the next person, with titles and addresses of rooms, and Back would lead to them. */
/** @type {{readonly state: any, readonly path: string, pushState: (state: any, title: string, path?: string) => void, replaceState: (state: any, title: string, path?: string) => void, back: () => void}} */
export const pageHistory = {
  get state() {
    return kept ? kept.at(-1)?.state : window.history.state;
  },
  get path() {
    return kept ? /** @type {Entry} */ (kept.at(-1)).path : location.pathname;
  },
  /** @param {any} state @param {string} _title @param {string} [path] */
  pushState(state, _title, path = pageHistory.path) {
    if (kept) kept.push({ state, path });
    else window.history.pushState(state, "", path);
  },
  /** @param {any} state @param {string} _title @param {string} [path] */
  replaceState(state, _title, path) {
    if (kept) kept.splice(-1, 1, { state, path: path ?? pageHistory.path });
    else if (path === undefined) window.history.replaceState(state, "");
    else window.history.replaceState(state, "", path);
  },
  back() {
    if (!kept) return window.history.back();
    // The browser tells a moment later, too.
    setTimeout(() => {
      if (kept && kept.length > 1) kept.pop();
      dispatchEvent(new PopStateEvent("popstate", { state: pageHistory.state }));
    });
  },
};

/** The current place. */
export const route = signal(parse(pageHistory.path));
/** The way back that the browser was asked for and has not gone yet. @type {Promise<void> | null} */
let goingBack = null;
/** The open overlays, the last one uppermost. Each has an entry of its own in the history. */
export const overlays = signal(/** @type {Overlay[]} */ ([]));

/** Follows Back and Forward from now on. */
export function followHistory() {
  pageHistory.replaceState({ ...history.state, depth: 0 }, "");
  addEventListener("popstate", (event) => {
    const depth = event.state?.depth ?? 0;
    if (overlays.peek().length > depth) overlays.value = overlays.peek().slice(0, depth);
    arrive();
  });
}

/** @param {boolean} [again] a message that is asked for twice is shown twice */
function arrive(again = false) {
  const next = parse(pageHistory.path);
  const now = route.peek();
  const moved = next.view !== now.view || next.room !== now.room || next.message !== now.message;
  if (moved || (again && next.message)) route.value = next;
}

/**
 * Acts at once, or after the way back that was asked for: the browser goes a moment later, and would leave what is opened
 * or navigated to before. Those who wait act in the order in which they came.
 * @param {() => void} act
 */
export function whenBackHasGone(act) {
  if (goingBack) void goingBack.then(() => whenBackHasGone(act));
  else act();
}

/**
 * Goes to a path of this page. The history entry of an open overlay becomes the new place, so that Back skips it.
 * @param {string} path @param {{replace?: boolean, results?: boolean}} [options] results: comes from results of a search, to which Back leads
 */
export function navigate(path, { replace = false, results = false } = {}) {
  if (goingBack) return whenBackHasGone(() => navigate(path, { replace, results }));
  const covered = overlays.peek().length > 0;
  overlays.value = [];
  // From room to room on a phone, Back still leads to the list.
  const sideways = isPhone() && route.peek().view === "room" && path !== "/";
  // What takes the place of the list itself has no list below it.
  const aboveList = route.peek().view === "list" && (!replace || covered);
  const state = { depth: 0, fromList: sideways ? pageHistory.state?.fromList && !pageHistory.state.beside : aboveList };
  if (results) pageHistory.pushState({ depth: 0, fromList: true, results }, "", path);
  else if (replace || covered || sideways || path === pageHistory.path) pageHistory.replaceState(state, "", path);
  else pageHistory.pushState(state, "", path);
  arrive(true);
}

/** Goes one level up, on a phone: to the list. */
export function goToList() {
  if (pageHistory.state?.fromList) void goBackFrom(() => pageHistory.state?.fromList);
  else navigate("/", { replace: true });
}

/** Opens a component on top of the page. @param {any} component @param {any} [props] @param {{replace?: boolean}} [options] replace: in place of the top one */
export function openOverlay(component, props = {}, { replace = false } = {}) {
  if (goingBack) return whenBackHasGone(() => openOverlay(component, props, { replace }));
  const below = replace ? overlays.peek().slice(0, -1) : overlays.peek();
  const onTop = replace && overlays.peek().length > 0;
  overlays.value = [...below, { component, props }];
  const state = { ...history.state, depth: overlays.peek().length };
  if (onTop) pageHistory.replaceState(state, "");
  else pageHistory.pushState(state, "");
}

/** How long the offer to retry is shown, milliseconds: long enough for a Wi-Fi to come back. */
const RETRY_SHOWN_MS = 15_000;

/** @type {Map<() => Promise<any>, any>} */
const brought = new Map();
/** What was asked for last of each module that is being loaded: a second press opens nothing twice. @type {Map<() => Promise<any>, {name: string, props: any}>} */
const coming = new Map();

/**
 * Opens an overlay of a module that may have to be loaded. One that was loaded before opens at once: importing it again
 * takes a turn of the event loop, in which keys would still go to what lies beneath.
 * @param {() => Promise<any>} load @param {string} name @param {any} [props]
 */
export function openLazily(load, name, props = {}) {
  const module = brought.get(load);
  if (module) return openOverlay(module[name], props);
  const isComing = coming.has(load);
  coming.set(load, { name, props });
  if (isComing) return;
  const bring = () => load().catch((problem) => {
    coming.delete(load);
    throw problem;
  });
  whenLoaded(bring, (fresh) => {
    const last = coming.get(load) ?? { name, props };
    coming.delete(load);
    brought.set(load, fresh);
    openOverlay(fresh[last.name], last.props);
  });
}

/**
 * Loads what a person has asked for, and acts on it. Without a connection the page says so, with a button that tries
 * again.
 * @param {() => Promise<any>} load @param {(module: any) => void} act
 */
export function whenLoaded(load, act) {
  void load().then(act, () => {
    toast(t("error.offline"), { label: t("action.retry"), act: () => whenLoaded(load, act), ms: RETRY_SHOWN_MS });
  });
}

/** Closes the top overlay. Resolves when it is gone and the focus is back where it was. @returns {Promise<void>} */
export const closeOverlay = () => goBackFrom(() => overlays.peek().length > 0);

/**
 * Goes back from what is open. A second press of Escape may come before the browser has gone: it closes what is still
 * open then, and never leaves the room. @param {() => any} isOpen @returns {Promise<void>}
 */
export function goBackFrom(isOpen) {
  if (goingBack) return goingBack.then(() => goBackFrom(isOpen));
  return isOpen() ? goBack() : Promise.resolve();
}

/** Goes back in the history. Resolves when the page has drawn where that leads. @returns {Promise<void>} */
function goBack() {
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => {
    addEventListener("popstate", () => setTimeout(resolve), { once: true });
    pageHistory.back();
  });
  goingBack = gone;
  void gone.then(() => {
    if (goingBack === gone) goingBack = null;
  });
  return gone;
}
