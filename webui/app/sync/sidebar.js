/** Stores what this person arranges in the sidebar on the host, for their other devices. */

import { get, put } from "../net/api.js";
import { sections, replaceSections } from "../store/sidebar_sections.js";
import { toast } from "../store/toasts.js";

/** What was sent and not answered yet, as text. @type {string[]} */
let sent = [];
let isSending = false;
let isForeign = false;

/**
 * Shows an arrangement at once and stores it. What changes while a request is under way is sent after it.
 * @param {import("../store/sidebar_sections.js").Section[]} next
 */
export async function arrangeSidebar(next) {
  if (next === sections.peek()) return;
  sections.value = next;
  if (isSending) return;
  isSending = true;
  try {
    await sendLatest();
  } catch (problem) {
    toast(/** @type {Error} */ (problem).message);
    await refresh().catch(() => null);
  } finally {
    isSending = isForeign = false;
    sent = [];
  }
}

async function sendLatest() {
  let now;
  do {
    now = sections.peek();
    sent.push(JSON.stringify(now));
    await put("/api/account/sidebar", { sections: now });
    if (isForeign) now = await takeForeign(now);
  } while (now !== sections.peek());
}

/** Takes what another device has stored, unless something was arranged here while the host was asked: that is sent. @param {import("../store/sidebar_sections.js").Section[]} now */
async function takeForeign(now) {
  isForeign = false;
  const found = await get("/api/account/sidebar");
  if (now !== sections.peek()) return now;
  replaceSections(found);
  return sections.peek();
}

const refresh = async () => replaceSections(await get("/api/account/sidebar"));

/** Takes an arrangement that this or another device has stored. @param {any} event */
export function sidebarChanged(event) {
  if (!isSending) replaceSections(event);
  else if (!sent.includes(JSON.stringify(event.sections))) isForeign = true;
}
