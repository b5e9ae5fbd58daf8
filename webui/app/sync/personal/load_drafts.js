/** Loads what takes drafts along to other devices, once the page has settled. What was heard before is fetched then. */

import { retryUntilDone } from "../../loader.js";
import { draftsOnHost } from "../../store/drafts.js";

/** @type {typeof import("./drafts.js") | null} */
let loaded = null;

/** Takes a draft that was changed somewhere. @param {any} event */
export function draftChanged(event) {
  if (loaded) loaded.draftChanged(event);
  else draftsOnHost.value = true;
}

/** The connection is back after a gap. */
export const draftsAfterGap = () => loaded?.draftsAfterGap();

/** Loads it and starts it. */
export async function loadDraftsOfHost() {
  loaded = await retryUntilDone(() => import("./drafts.js"));
  loaded.startDrafts();
}
