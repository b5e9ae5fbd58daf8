/** Signing out, by my own wish or by the host's. The page starts afresh, so that nothing of a person stays in it. */

import { remove } from "../net/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../ui/toast.js";
import { disconnect } from "./connection.js";

/** Where the sign-in page finds why it is shown. */
const NOTICE = "notice";

/** @param {string} reason a sentence */
export function signedOut(reason) {
  disconnect();
  try {
    sessionStorage.setItem(NOTICE, reason);
  } catch {
    // Without storage the page is shown without its reason.
  }
  location.replace("/sign-in");
}

export async function signOut() {
  try {
    await remove("/api/session");
  } catch (problem) {
    if (/** @type {any} */ (problem).code !== "not_signed_in") return toast(/** @type {any} */ (problem).message);
  }
  signedOut(t("door.signed_out"));
}
