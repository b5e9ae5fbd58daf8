/**
 * Handles a change of the signed-in account in another tab. A page belongs to one person, but the browser's cookie is
 * shared by all tabs. When somebody else signs in in another tab, this page does nothing in their name: it reloads as
 * theirs and says so. What its person has not sent stays in this browser under their own name.
 */

import { whoIsHere } from "../net/api.js";
import { t } from "../lib/i18n.js";
import { isolated } from "../lib/text.js";
import { drafted } from "../store/drafts.js";
import { pending } from "../store/pending.js";
import { route } from "../store/route.js";
import { frontDesk, me, myId } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { disconnect, reconnectAnew } from "./connection.js";
import { signedOut } from "./sign_out.js";
import { isMarkedOtherwise, mark, noteBefore, takeBefore, whenMarkedOtherwise } from "./signed_in_marker.js";
import { allStored } from "./outbox.js";

/** How long the message is shown, milliseconds: long enough to read two sentences twice. */
const SHOWN_MS = 10_000;
/** The new cookie arrives with the answer to another tab, and the event about it may be faster. The page waits this long, milliseconds. */
const COOKIE_MS = 700;

const SIGNIN_VIEWS = new Set(["join", "sign-in"]);

let isGoing = false;

/** Marks the browser's storage, and watches for other accounts from now on. */
export function startAccountChange() {
  sayWhoIsHere();
  mark();
  whenMarkedOtherwise(lookWhoIsHere);
  addEventListener("pageshow", ({ persisted }) => persisted && woken());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && isMarkedOtherwise() && void lookWhoIsHere());
}

/** Asks the host who is signed in in this browser now, and acts on the answer. */
export async function lookWhoIsHere() {
  const hello = await whoIsHere().catch(() => null);
  // Without a connection nothing can be done in anybody's name, and the next handshake finds out.
  if (!hello) return;
  if (!hello.user) nobody();
  else if (hello.user.id !== myId.peek()) void somebodyElse();
  else mark();
}

/** Another sign-in in this browser has replaced our session: by the same person or by somebody else. */
export async function replaced() {
  const hello = (await signedInNow()) ?? (await afterCookie());
  if (hello && !hello.user) nobody();
  else if (hello && hello.user.id !== myId.peek()) void somebodyElse();
  else reconnectAnew();
}

/** @returns {Promise<any>} null when it seems that nobody is */
const signedInNow = async () => {
  const hello = await whoIsHere().catch(() => null);
  return hello?.user ? hello : null;
};

async function afterCookie() {
  await new Promise((resolve) => setTimeout(resolve, COOKIE_MS));
  return whoIsHere().catch(() => null);
}

/** Signs out: nobody is signed in in this browser any more. */
export function nobody() {
  if (me.peek()) signedOut(t("signed_out.session_ended"));
}

/** Reloads the page for the person who is signed in now. */
export async function somebodyElse() {
  if (isGoing) return;
  isGoing = true;
  disconnect();
  await allStored();
  // A reload of the sign-in or join page keeps the link or the code that is in its address.
  if (!me.peek()) return location.reload();
  // On those pages somebody has just said who they are, and this event may be faster than the answer to that request:
  // no note is needed.
  if (!frontDesk.peek() && !SIGNIN_VIEWS.has(route.peek().view)) noteBefore(pending.peek().length > 0 || drafted.peek().size > 0);
  location.replace("/");
}

/** Says who is signed in now, if this page has replaced that of another person. */
function sayWhoIsHere() {
  const before = takeBefore();
  if (!before || before.id === myId.peek()) return;
  const now = t("person.now", { name: isolated(me.peek().name) });
  const waits = before.waits ? t("person.waits", { name: isolated(before.name) }) : "";
  toast(`${now} ${waits}`.trim(), { label: t("moved.ok"), act: () => {}, ms: SHOWN_MS });
}

/** Checks the account when the browser restores the page from its back/forward cache, because the page may show another person's data. */
function woken() {
  if (!isMarkedOtherwise()) return void lookWhoIsHere();
  document.body.hidden = true;
  location.reload();
}
