/** Opens a session at the front desk. The page is loaded again for it, so that nothing of it is older than the session. */

import { post } from "../../net/api.js";
import { t } from "../../lib/i18n.js";
import { remember } from "../../lib/tab_storage.js";

/** The storage key of how many wrong PINs were tried for whoever opens now. The next page takes it. */
export const TRIED = "desk-tried";

/** @param {string} userId @param {string} pin @throws {import("../../net/api.js").ApiError} */
export const openByPin = (userId, pin) => opened(post("/api/front-desk/open", { user_id: userId, pin }));
/** @param {string} userId @param {string} password @param {string} pin @throws {import("../../net/api.js").ApiError} */
export const openByPassword = (userId, password, pin) => opened(post("/api/front-desk/pin", { user_id: userId, password, pin }));

/** @param {Promise<any>} answer */
async function opened(answer) {
  const { wrong_before: tried } = await answer;
  if (tried > 0) remember(TRIED, String(tried));
  location.replace("/");
}

/** What is said of a refusal. @param {any} problem */
export const wordsOf = (problem) => (problem.code === "offline" ? t("desk.cut") : problem.message);
