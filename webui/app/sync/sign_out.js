/** Signs out, at the person's request or the host's. The page is loaded again, so that no data of the person stays in it. */

import { post, remove } from "../net/api.js";
import { t } from "../lib/i18n.js";
import { forgetSearches } from "../lib/queries/recent_searches.js";
import { forgetAllBut } from "../lib/tab_storage.js";
import { pending } from "../store/pending.js";
import { frontDesk, me, owner } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { deleteAllNow } from "./actions.js";
import { disconnect, reconnectAnew, reconnectNow } from "./connection.js";
import { noteBefore, unmark } from "./signed_in_marker.js";
import { allStored } from "./outbox.js";
import { mayHaveKept } from "./personal/kept_marks.js";

/** The storage key under which the sign-in page finds the reason for which it is shown. */
const NOTICE = "notice";

/** Whether this page is signing out already. The host sends the end of a session to every socket, this page's too, and it must be handled once. */
let isLeaving = false;
/** Whether the password is being changed. A new password ends every session, and this page gets a new one. */
let isChanging = false;

/** Handles a session that was ended by somebody else. @param {string} reason a sentence */
export function signedOut(reason) {
  if (isLeaving || isChanging) return;
  // When somebody else has taken the place of this person, the next page says so.
  // At a front desk the next page is for everyone, and names nobody.
  if (!frontDesk.peek()) noteBefore(pending.peek().length > 0);
  void leave(reason);
}

/** Handles the end of the session with the host's reason. Drafts stay in this browser, and the message says so where the person may come back. @param {string} reason the host's code */
export function sessionEnded(reason) {
  const words = /** @type {Record<string, string>} */ ({
    deactivated: t("signed_out.deactivated"), removed: t("signed_out.removed"), banned: t("signed_out.banned"), password_changed: t("signed_out.password_changed"),
    recovered: t("signed_out.recovered"),
  });
  signedOut(words[reason] ?? t("signed_out.session_ended"));
}

/** Changes the password and keeps this session. @param {{current_password?: string, password: string}} passwords @throws {import("../net/api.js").ApiError} */
export async function changePassword(passwords) {
  isChanging = true;
  try {
    const { user } = await post("/api/account/password", passwords);
    me.value = { ...me.peek(), ...user, has_password: true };
    reconnectAnew();
  } catch (problem) {
    // If the answer is lost, the old session may have ended all the same. The next handshake finds out.
    reconnectNow();
    throw problem;
  } finally {
    isChanging = false;
  }
}

/** Removes the files that were chosen and not sent. */
const forgetFiles = async () => mayHaveKept(owner.peek()) && (await import("./personal/kept_trays.js").catch(() => null))?.forgetTrays(owner.peek());

/** @param {string} reason */
async function leave(reason) {
  isLeaving = true;
  disconnect();
  unmark();
  if (frontDesk.peek()) return locked();
  forgetSearches(owner.peek());
  await allStored(forgetFiles());
  try {
    sessionStorage.setItem(NOTICE, reason);
  } catch {
    // Without storage the sign-in page shows no reason.
  }
  location.replace("/sign-in");
}

/** Shows the locked screen of the front desk. What the person keeps in this browser waits for them. */
async function locked() {
  document.body.hidden = true;
  forgetAllBut("desk-copied");
  await allStored();
  location.replace("/");
}

/** Signs out. Deletions are sent first, and unsent messages are on disk before the page goes: they wait for their person in this browser. */
export async function signOut() {
  isLeaving = true;
  await deleteAllNow();
  try {
    await remove("/api/session");
  } catch (problem) {
    isLeaving = /** @type {any} */ (problem).code === "not_signed_in";
    if (!isLeaving) return toast(/** @type {any} */ (problem).message);
  }
  const waiting = pending.peek().length;
  await leave(waiting > 0 ? t("signed_out.signed_out_waiting", { n: waiting }) : t("signed_out.signed_out"));
}
