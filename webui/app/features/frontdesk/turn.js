/**
 * A person's turn at the front desk: it ends by a button or a key, after a time without use, and when the device has
 * slept. Ending it ends the session at the host, and loads the page again so that nothing of the person stays in it. The
 * host ends it by itself when this page cannot.
 */

import { h, render } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { forget, forgetAllBut, remember } from "../../lib/tab_storage.js";
import { post } from "../../net/api.js";
import { pending } from "../../store/pending.js";
import { connectionState, frontDesk, office } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { deleteAllNow } from "../../sync/actions.js";
import { disconnect } from "../../sync/connection.js";
import { allStored } from "../../sync/outbox.js";
import { COPIED, noteCopying, wipeCopied } from "./copied.js";
import { IdleClock } from "./idle_clock.js";
import { LockScreen } from "./lock_screen.js";
import { TRIED } from "./opening.js";

const LOOK_MS = 1_000;
/** The host is told at most this often that the desk is used, milliseconds. */
const TELL_MS = 5_000;
/** What was just sent gets so long to arrive before the session ends, milliseconds. What does not waits for its person. */
const SENT_MS = 1_500;
/** An answer that takes longer is treated as lost, milliseconds. */
const ANSWER_MS = 4_000;
const AGAIN_MS = 3_000;
const SHOWN_MS = 20_000;
/** These answers to a lock say that the session is over already. */
const OVER = new Set(["not_signed_in", "not_found", "other_person"]);
/** Not "scroll": a message that arrives scrolls, too. */
const USES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "touchmove"];

/** Tells the other tabs of this browser. @type {BroadcastChannel | null} */
let tabs = null;
/** Which turn is used and locked here: by the time the host or another tab hears of it, the next one may have begun. */
const turn = frontDesk.peek()?.turn;
let isLocking = false;
let told = -Infinity;

/** Watches from now on. feature_triggers.js calls this once, when a person is signed in at a front desk. */
export function startTurn() {
  const idle = new IdleClock(frontDesk.peek().lock_seconds * 1_000);
  tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`front-desk.${office.peek().id}`);
  if (tabs) tabs.onmessage = ({ data }) => (data.used === turn ? idle.used() : data.locked === turn && void lock());
  for (const type of USES) addEventListener(type, (event) => event.isTrusted && hasMoved(event) && used(idle), { capture: true, passive: true });
  const look = () => idle.isOver() && void lock();
  setInterval(look, LOOK_MS);
  for (const type of ["visibilitychange", "resume"]) document.addEventListener(type, look, true);
  document.addEventListener("freeze", () => void lock());
  addEventListener("pageshow", (event) => event.persisted && void lock());
  noteCopying();
  tellTried();
}

/** Where the pointer was. A browser also tells of a pointer beneath which the page has moved. */
let at = "";

/** @param {any} event */
function hasMoved({ type, screenX, screenY }) {
  const before = at;
  if (type.startsWith("pointer")) at = `${screenX} ${screenY}`;
  return type !== "pointermove" || at !== before;
}

/** @param {IdleClock} idle */
function used(idle) {
  // What wakes the device is no use of it.
  if (idle.isOver()) return void lock();
  idle.used();
  if (isLocking || performance.now() - told < TELL_MS) return;
  told = performance.now();
  tabs?.postMessage({ used: turn });
  post("/api/front-desk/used").catch((problem) => OVER.has(problem.code) && void lock());
}

/** Locks the desk. */
export async function lock() {
  if (isLocking) return;
  isLocking = true;
  document.body.hidden = true;
  tabs?.postMessage({ locked: turn });
  wipeCopied();
  forgetAllBut(COPIED);
  void deleteAllNow();
  await sent();
  await allStored();
  disconnect();
  if (await hostLocks()) location.replace("/");
  else stayLocked();
}

/** Resolves when nothing is on its way any more, or after a short time. */
async function sent() {
  const until = performance.now() + SENT_MS;
  const isWaiting = () => connectionState.peek() === "up" && pending.peek().some((entry) => entry.state === "pending");
  while (isWaiting() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Asks the host to end the session. @returns {Promise<boolean>} whether it is over */
async function hostLocks() {
  const late = new Promise((resolve) => setTimeout(resolve, ANSWER_MS, false));
  const answer = post("/api/front-desk/lock", { turn }).then(() => true, (problem) => OVER.has(problem.code));
  return Promise.race([answer, /** @type {Promise<boolean>} */ (late)]);
}

/** Shows the locked screen without a reload, which needs the host. It is tried again until the host answers, and then this page is loaded again. */
function stayLocked() {
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  render(null, root);
  root.replaceChildren();
  render(h(LockScreen, null), root);
  document.body.hidden = false;
  const again = async () => ((await hostLocks()) ? location.replace("/") : setTimeout(again, AGAIN_MS));
  setTimeout(again, AGAIN_MS);
}

/** Tells whoever has opened the desk how often somebody else has tried to. */
function tellTried() {
  const tried = Number(remember(TRIED));
  forget(TRIED);
  if (tried > 0) toast(t("desk.tried", { n: tried }), { label: t("moved.ok"), act: () => {}, ms: SHOWN_MS });
}
