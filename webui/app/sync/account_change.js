/**
 * A page belongs to one person, the browser's cookie to all of its tabs. When somebody else signs in in another tab,
 * this page does nothing in their name: it loads anew as theirs, and says so. What its person has not sent stays in
 * this browser under their own name, and waits for them.
 */

import { whoIsHere } from "../net/api.js";
import { t } from "../lib/i18n.js";
import { isolated } from "../lib/text.js";
import { drafted } from "../store/drafts.js";
import { pending } from "../store/pending.js";
import { route } from "../store/route.js";
import { me, myId } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { disconnect, reconnectAnew } from "./connection.js";
import { signedOut } from "./sign_out.js";
import { isMarkedOtherwise, mark, noteBefore, takeBefore, whenMarkedOtherwise } from "./signed_in_marker.js";
import { allStored } from "./outbox.js";

/** Long enough to read two sentences twice, milliseconds. */
const SHOWN_MS = 10_000;
/** The new cookie comes with an answer to another tab, and the word about it may be quicker, milliseconds. */
const COOKIE_MS = 700;

const AT_DOOR = new Set(["join", "sign-in"]);

let isGoing = false;

export function startAccountChange() {
  sayWhoIsHere();
  mark();
  whenMarkedOtherwise(lookWhoIsHere);
  addEventListener("pageshow", ({ persisted }) => persisted && woken());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && isMarkedOtherwise() && void lookWhoIsHere());
}

/** Asks the host who is signed in here now, and does what follows from it. */
export async function lookWhoIsHere() {
  const hello = await whoIsHere().catch(() => null);
  // Without a link nothing can be done in anybody's name either, and the next handshake tells.
  if (!hello) return;
  if (!hello.user) nobody();
  else if (hello.user.id !== myId.peek()) void somebodyElse();
  else mark();
}

/** Another sign-in in this browser has taken the place of our session: our own person's, or somebody else's. */
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

export function nobody() {
  if (me.peek()) signedOut(t("signed_out.session_ended"));
}

/** This page's person makes room. */
export async function somebodyElse() {
  if (isGoing) return;
  isGoing = true;
  disconnect();
  await allStored();
  // At the door, with the link or the code that is in the address.
  if (!me.peek()) return location.reload();
  // At the door somebody has just said who they are, and the host's word may be quicker than its answer to them.
  if (!AT_DOOR.has(route.peek().view)) noteBefore(pending.peek().length > 0 || drafted.peek().size > 0);
  location.replace("/");
}

/** The first word of a page that came in place of another person's. */
function sayWhoIsHere() {
  const before = takeBefore();
  if (!before || before.id === myId.peek()) return;
  const now = t("person.now", { name: isolated(me.peek().name) });
  const waits = before.waits ? t("person.waits", { name: isolated(before.name) }) : "";
  toast(`${now} ${waits}`.trim(), { label: t("moved.ok"), act: () => {}, ms: SHOWN_MS });
}

/** Back to a page that the browser had put away whole: what it shows may be none of this person's business. */
function woken() {
  if (!isMarkedOtherwise()) return void lookWhoIsHere();
  document.body.hidden = true;
  location.reload();
}
