/** Questions to other addresses: the page's own, or those of a worker where the addresses are newer than the page. */

import { fetchJson } from "./fetch_json.js";

/** The one script that may become a worker, whatever somebody makes of this page. */
const SCRIPT = new URL("./probe_worker.js", import.meta.url).href;
/** A worker that does not answer at all, milliseconds. */
const SILENCE_MS = 6_000;

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("probe-worker", { createScriptURL: () => SCRIPT });

/** @type {Worker | null} */
let worker = null;
let asked = 0;
/** @type {Map<number, (answer: any) => void>} */
const waiting = new Map();

/** The host has other addresses than when the page was loaded: while it can still be reached, a worker is fetched. */
export function renewWorker() {
  const fresh = startWorker();
  if (!fresh) return;
  fresh.addEventListener("message", ({ data }) => settle(data.id, data.answer));
  fresh.addEventListener("error", () => worker === fresh && (worker = null));
  worker?.terminate();
  worker = fresh;
}

/** @param {string} url @returns {Promise<any>} the JSON, or null for whatever is none */
export function probe(url) {
  if (!worker) return fetchJson(url);
  asked += 1;
  const id = asked;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    setTimeout(settle, SILENCE_MS, id, null);
    worker?.postMessage({ id, url });
  });
}

function startWorker() {
  try {
    return new Worker(policy ? policy.createScriptURL("") : SCRIPT, { type: "module" });
  } catch {
    // Too old for this: the page asks those that it knew.
    return null;
  }
}

/** @param {number} id @param {any} answer */
function settle(id, answer) {
  waiting.get(id)?.(answer);
  waiting.delete(id);
}
