/**
 * Sends requests in the page's place, as a worker. A page's policy allows only the addresses of the moment at which it
 * was loaded. A worker has the policy that comes with its own script, so a new worker may ask the new addresses.
 */

import { fetchJson } from "./fetch_json.js";

addEventListener("message", async ({ data: { id, url } }) => postMessage({ id, answer: await fetchJson(url) }));
