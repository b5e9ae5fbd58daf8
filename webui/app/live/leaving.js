/** Signing out, by my own wish or by the host's. The page starts afresh, so that nothing of a person stays in it. */

import { remove } from "../net/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../ui/toast.js";
import { disconnect } from "./connection.js";

/** Where the sign-in page finds why it is shown. */
const NOTICE = "notice";

/** The host tells every socket of a session that ends, this page's too: it is told once. */
let isLeaving = false;

/** The session has ended without us. @param {string} reason a sentence */
export function signedOut(reason) {
  if (!isLeaving) leave(reason);
}

/** @param {string} reason */
function leave(reason) {
  isLeaving = true;
  disconnect();
  try {
    sessionStorage.setItem(NOTICE, reason);
  } catch {
    // Without storage the page is shown without its reason.
  }
  location.replace("/sign-in");
}

export async function signOut() {
  isLeaving = true;
  try {
    await remove("/api/session");
  } catch (problem) {
    isLeaving = /** @type {any} */ (problem).code === "not_signed_in";
    if (!isLeaving) return toast(/** @type {any} */ (problem).message);
  }
  leave(t("door.signed_out"));
}
