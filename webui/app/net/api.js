/** Requests to the host over HTTP. */

import { awaitTold, t, told } from "../lib/i18n.js";
import { myId } from "../store/session.js";

/** @type {() => void} */
let whenOther = () => {};

/** Sets what is done when the host says that the browser's cookie belongs to somebody else. @param {() => void} act */
export const onOtherPerson = (act) => (whenOther = act);

/** What a page without a signed-in person sends as its person. */
const NOBODY = "nobody";

/** An error of the host, or of the connection to it. `code` is the host's, or "offline". */
export class ApiError extends Error {
  /** @param {{code: string, message: string, key?: string, values?: Record<string, unknown>, field?: string, suggestion?: string, retry_after?: number, reason?: string}} error */
  constructor(error) {
    super(told(error));
    this.code = error.code;
    this.field = error.field ?? null;
    this.suggestion = error.suggestion ?? null;
    this.retryAfter = error.retry_after ?? null;
    this.reason = error.reason ?? null;
  }
}

/**
 * Sends a request in the name of this page's person. If the browser's cookie belongs to somebody else by now, the host
 * refuses it.
 * @param {string} method @param {string} path @param {object} [body] @param {boolean} [outlives] whether it is sent even when the page is closed now @param {AbortSignal} [signal] ends it
 * @returns {Promise<any>} the answer's JSON @throws {ApiError}
 */
export async function call(method, path, body, outlives = false, signal) {
  try {
    return await ask(method, path, { "Chat-Person": myId.peek() || NOBODY }, body, outlives, signal);
  } catch (problem) {
    if (/** @type {any} */ (problem).code === "other_person") whenOther();
    throw problem;
  }
}

/** @param {string} method @param {string} path @param {Record<string, string>} headers @param {object} [body] @param {boolean} [outlives] @param {AbortSignal} [signal] @returns {Promise<any>} */
async function ask(method, path, headers, body, outlives = false, signal) {
  const answer = await send(method, path, body ? { ...headers, "Content-Type": "application/json" } : headers, body, outlives, signal);
  const data = await answer.json().catch(() => null);
  if (data?.ok) return data;
  await awaitTold(data?.error?.key);
  throw new ApiError(data?.error ?? { code: "internal", message: t("error.unreadable") });
}

/** @param {string} method @param {string} path @param {Record<string, string>} headers @param {object | undefined} body @param {boolean} outlives @param {AbortSignal} [signal] */
async function send(method, path, headers, body, outlives, signal) {
  try {
    return await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "same-origin", keepalive: outlives, signal });
  } catch {
    throw new ApiError({ code: "offline", message: t("error.offline") });
  }
}

/** Requests for whoever is signed in in this browser, also while this page does not belong to them yet. @param {string} path */
export const getForWhoever = (path) => ask("GET", path, {});
/** Asks who is signed in in this browser. */
export const whoIsHere = () => getForWhoever("/api/hello");
/** @param {string} path */
export const get = (path) => call("GET", path);
/** A request that can be ended. @param {string} path @param {AbortSignal} signal */
export const getUntil = (path, signal) => call("GET", path, undefined, false, signal);
/** @param {string} path @param {object} [body] */
export const post = (path, body = {}) => call("POST", path, body);
/** @param {string} path @param {object} body */
export const patch = (path, body) => call("PATCH", path, body);
/** @param {string} path @param {object} [body] @param {boolean} [outlives] */
export const put = (path, body = {}, outlives = false) => call("PUT", path, body, outlives);
/** @param {string} path */
export const remove = (path) => call("DELETE", path);
