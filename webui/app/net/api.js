/** Calls to the host over HTTP. */

import { t } from "../lib/i18n.js";

/** What the host, or the way to it, refused. `code` is the host's, or "offline". */
export class ApiError extends Error {
  /** @param {{code: string, message: string, field?: string, suggestion?: string, retry_after?: number, reason?: string}} error */
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.field = error.field ?? null;
    this.suggestion = error.suggestion ?? null;
    this.retryAfter = error.retry_after ?? null;
    this.reason = error.reason ?? null;
  }
}

/**
 * @param {string} method @param {string} path @param {object} [body]
 * @returns {Promise<any>} the answer's JSON @throws {ApiError}
 */
export async function call(method, path, body) {
  const answer = await send(method, path, body);
  const data = await answer.json().catch(() => null);
  if (data?.ok) return data;
  throw new ApiError(data?.error ?? { code: "internal", message: t("error.unreadable") });
}

/** @param {string} method @param {string} path @param {object} [body] */
async function send(method, path, body) {
  const headers = body ? { "Content-Type": "application/json" } : undefined;
  try {
    return await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "same-origin" });
  } catch {
    throw new ApiError({ code: "offline", message: t("error.offline") });
  }
}

/** @param {string} path */
export const get = (path) => call("GET", path);
/** @param {string} path @param {object} [body] */
export const post = (path, body = {}) => call("POST", path, body);
/** @param {string} path @param {object} body */
export const patch = (path, body) => call("PATCH", path, body);
/** @param {string} path */
export const remove = (path) => call("DELETE", path);
