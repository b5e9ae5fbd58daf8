/** The page starts here: first data, words, the first picture; then the half that talks to the host. */

import { effect, h, render } from "./html.js";
import { load } from "./lib/i18n.js";
import { fetchAhead, insist } from "./loader.js";
import { loadDrafts } from "./store/drafts.js";
import { replaceUsers, usersRev } from "./store/people.js";
import { replaceRooms, rooms } from "./store/rooms.js";
import { followHistory, navigate, route } from "./store/route.js";
import { live, me, owner, startSession } from "./store/session.js";
import { fromPage, timelineOf } from "./store/timelines.js";
import { phone } from "./ui/parts.js";
import { Shell } from "./ui/shell.js";
import { openSwitcher } from "./ui/sidebar.js";

/** A page that is looked at has been drawn by then. */
const DRAWN_MS = 500;

/** What is behind the door is fetched while the form is filled in, milliseconds. */
const AHEAD_MS = 3_000;
/** The room last looked at, for a visit that names none: of this person, for others may use this browser too. */
const lastRoom = () => `last-room.${owner.peek()}`;

/** @param {any} boot what #boot or /api/boot holds */
export function enter(boot) {
  startSession(boot);
  if (!me.peek()) return;
  replaceRooms(boot.rooms);
  replaceUsers(boot.users);
  usersRev.value = boot.users_rev;
  loadDrafts();
  if (boot.page && showsDivider(boot)) timelineOf(boot.room_id).value = fromPage(boot.page);
  chooseRoom(boot.room_id);
  afterPicture(() => void live().then((on) => on.startLive()));
}

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

/** A page that begins after the first unread message would hide where to read on: the room fetches another. @param {any} boot */
function showsDivider({ room_id: id, page }) {
  const room = rooms.peek().get(id);
  return Boolean(room) && (route.peek().message !== null || !page.more_before || page.messages[0]?.seq <= room.read_seq);
}

/** A desk shows a room at once; a phone shows the list. @param {string | null} offered */
function chooseRoom(offered) {
  if (route.peek().view !== "list" || phone.peek()) return;
  const last = stored();
  const first = [last, offered, [...rooms.peek().values()].find((room) => room.home)?.id].find((id) => id && rooms.peek().has(id));
  if (first) navigate(`/r/${first}`, { replace: true });
}

/** From another address of the office, now or before the sign-in. */
function isArriving() {
  try {
    return sessionStorage.getItem("moved") !== null || location.hash.startsWith("#moved=");
  } catch {
    return location.hash.startsWith("#moved=");
  }
}

function stored() {
  try {
    return localStorage.getItem(lastRoom());
  } catch {
    return null;
  }
}

function rememberRoom() {
  const { room } = route.value;
  try {
    if (room && me.peek()) localStorage.setItem(lastRoom(), room);
  } catch {
    // Without storage the first room is shown next time.
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
const sayStarted = () => void import("./net/api.js").then((api) => api.post("/api/arrivals", { step: "script" })).catch(() => null);

async function start() {
  await load(document.documentElement.lang);
  followHistory();
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
  const arriving = isArriving() ? await insist(() => import("./features/relocation/restore.js")) : null;
  enter(arriving ? await arriving.arrive(boot) : boot);
  arriving?.unpack();
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
