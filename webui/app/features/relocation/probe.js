/** Sends requests to other addresses: from the page itself, or from a worker when the addresses are newer than the page. */

import { fetchJson } from "./fetch_json.js";

/** The only script that may become a worker, whatever somebody injects into this page. */
const SCRIPT = new URL("./probe_worker.js", import.meta.url).href;
/** A worker that does not answer within this time is ignored, milliseconds. */
const SILENCE_MS = 6_000;

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("probe-worker", { createScriptURL: () => SCRIPT });

/** @type {Worker | null} */
let worker = null;
let asked = 0;
/** @type {Map<number, (answer: any) => void>} */
const waiting = new Map();

/** Starts a new worker when the host has other addresses than when the page was loaded. Its script must be fetched while the host can still be reached. */
export function renewWorker() {
  const fresh = startWorker();
  if (!fresh) return;
  fresh.addEventListener("message", ({ data }) => settle(data.id, data.answer));
  fresh.addEventListener("error", () => worker === fresh && (worker = null));
  worker?.terminate();
  worker = fresh;
}

/** Fetches from an address that this page or its worker may ask. @param {string} url @returns {Promise<any>} the JSON, or null for whatever is none */
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
    // The browser is too old for this. The page asks the addresses that it knew.
    return null;
  }
}

/** @param {number} id @param {any} answer */
function settle(id, answer) {
  waiting.get(id)?.(answer);
  waiting.delete(id);
}
