/**
 * Follows the office to the computer that serves it now, when the host of this page has stopped to: the office was moved,
 * or a backup of it was restored elsewhere. The page goes there once the other computer has proved to be the office, and
 * takes its session, its outbox and its drafts along. In the window on the host it stays, and shows the address.
 */

import { t } from "../../lib/i18n.js";
import { pause, wakeUp } from "../../lib/pause.js";
import { banner, channel, newerCopy, office, officeIdentity } from "../../store/session.js";
import { rememberTerm } from "../../store/newest_term.js";
import { leave, renewHandover } from "./leave.js";
import { mayMove } from "./move_limit.js";
import { renewWorker } from "./probe.js";
import { verifyOffice } from "./verify_office.js";

/** The interval between two checks, milliseconds. */
const LOOK_MS = 4_000;

let isLooking = false;

/** Shows where the office is, and goes there when it answers. */
export async function followToNewer() {
  say();
  if (isLooking || channel === "host") return;
  isLooking = true;
  document.addEventListener("visibilitychange", wakeUp);
  while (newerCopy.peek()) {
    // A new worker may ask the addresses that are newer than the policy of this page.
    renewWorker();
    const found = mayMove() ? await where() : null;
    if (found) return leaveWithNewToken(found);
    await pause(LOOK_MS);
    say();
  }
  isLooking = false;
}

/** One clear sentence where the office is. */
function say() {
  const [at] = newerCopy.peek()?.at ?? [];
  if (newerCopy.peek()) banner.value = at ? { words: t("moved.newer", { address: new URL(at).host }), label: t("moved.go"), href: at } : { words: t("moved.newer_somewhere"), label: "", href: "" };
  else if (banner.peek()) banner.value = null;
}

/** @returns {Promise<string | null>} the origin at which the newer copy has proved to be the office */
async function where() {
  const { at, term } = /** @type {{at: string[], term: number}} */ (newerCopy.peek());
  const wanted = { officeId: office.peek().id, key: officeIdentity.peek().key, term };
  for (const origin of at) {
    const found = await verifyOffice(origin, wanted);
    if (found) return found;
  }
  return null;
}

/** @param {string} origin */
async function leaveWithNewToken(origin) {
  // The host has stopped since the last token, and only a newer one is good at the other computer.
  await renewHandover();
  rememberTerm(newerCopy.peek()?.term ?? 1, origin);
  await leave(origin);
}
