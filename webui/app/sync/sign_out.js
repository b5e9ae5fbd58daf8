/** Signing out, by my own wish or by the host's. The page starts afresh, so that nothing of a person stays in it. */

import { post, remove } from "../net/api.js";
import { t } from "../lib/i18n.js";
import { pending } from "../store/pending.js";
import { me } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { deleteAllNow } from "./actions.js";
import { disconnect, reconnectAnew, reconnectNow } from "./connection.js";
import { noteBefore, unmark } from "./signed_in_marker.js";
import { allStored } from "./outbox.js";

/** Where the sign-in page finds why it is shown. */
const NOTICE = "notice";

/** The host tells every socket of a session that ends, this page's too: it is told once. */
let isLeaving = false;
/** A new password ends every session, and this page is given a new one. */
let isChanging = false;

/** The session has ended without us. @param {string} reason a sentence */
export function signedOut(reason) {
  if (isLeaving || isChanging) return;
  // Where somebody else has taken the place of this person, the next page says so.
  noteBefore(pending.peek().length > 0);
  void leave(reason);
}

/** What is written here stays in this browser, and the sentence says so where the person may come back. @param {string} reason the host's word for it */
export function sessionEnded(reason) {
  const words = /** @type {Record<string, string>} */ ({
    deactivated: t("signed_out.deactivated"), removed: t("signed_out.removed"), banned: t("signed_out.banned"), password_changed: t("signed_out.password_changed"),
    recovered: t("signed_out.recovered"),
  });
  signedOut(words[reason] ?? t("signed_out.session_ended"));
}

/** @param {{current_password?: string, password: string}} passwords @throws {import("../net/api.js").ApiError} */
export async function changePassword(passwords) {
  isChanging = true;
  try {
    const { user } = await post("/api/account/password", passwords);
    me.value = { ...me.peek(), ...user, has_password: true };
    reconnectAnew();
  } catch (problem) {
    // A lost answer may hide that the old session has ended: the next handshake tells.
    reconnectNow();
    throw problem;
  } finally {
    isChanging = false;
  }
}

/** @param {string} reason */
async function leave(reason) {
  isLeaving = true;
  disconnect();
  unmark();
  await allStored();
  try {
    sessionStorage.setItem(NOTICE, reason);
  } catch {
    // Without storage the page is shown without its reason.
  }
  location.replace("/sign-in");
}

/** What was deleted is deleted, and what is not sent yet is on disk before the page goes: it waits for its person here. */
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
