/**
 * Asks in the page's place, as a worker. A page's policy names the addresses of the moment at which it was loaded, for
 * good; a worker has the policy that comes with its own script, and a new one knows the new addresses.
 */

import { fetchJson } from "./fetch_json.js";

addEventListener("message", async ({ data: { id, url } }) => postMessage({ id, answer: await fetchJson(url) }));
