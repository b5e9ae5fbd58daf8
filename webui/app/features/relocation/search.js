/**
 * Searches for the office at its other addresses while it does not answer here, and goes there. It never leaves while
 * the office answers here, never goes to an address that cannot prove to be the office, and does not move again and
 * again.
 */

import { pause, wakeUp } from "../../lib/pause.js";
import { isUp } from "../../sync/connection.js";
import { handover } from "../../sync/relocation.js";
import { officeIdentity, connectionState, office } from "../../store/session.js";
import { newest } from "../../store/newest_term.js";
import { pending, trays } from "../../store/pending.js";
import { drafted } from "../../store/drafts.js";
import { leave } from "./leave.js";
import { verifyOffice } from "./verify_office.js";
import { mayMove } from "./move_limit.js";

/** How many addresses are asked at the same time. */
const AT_ONCE = 4;
/** The waits between two rounds, milliseconds. Each is shortened by a random part, so that a whole office does not search at the same moment. */
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** After this many rounds without success the page says what a person can do. */
const SAY_AFTER = 3;

let searching = false;

/** Ends the search. */
export function stop() {
  searching = false;
  wakeUp();
}

/** Searches until the connection is back or another address is the office. */
export async function search() {
  if (searching) return;
  searching = true;
  for (let look = 0; searching && !isUp(); look += 1) {
    const found = navigator.onLine === false ? null : await where();
    if (!searching || isUp()) break;
    if (found && (await leaveIfAllowed(found))) return;
    if (!found && look + 1 >= SAY_AFTER && connectionState.peek() === "down") connectionState.value = "lost";
    const wait = WAITS_MS[Math.min(look, WAITS_MS.length - 1)];
    await pause(wait * (1 - Math.random() / 2));
  }
  searching = false;
}

/** Starts a round at once: the page woke up, or the network is back. */
export function searchNow() {
  wakeUp();
  void search();
}

/** Returns the origin at which the office is, if not here. @returns {Promise<string | null>} */
async function where() {
  const here = verifyOffice(location.origin, questions());
  const elsewhere = firstOf(candidates());
  if (await here) return null;
  const found = await elsewhere;
  return found === location.origin ? null : found;
}

const questions = () => ({ officeId: office.peek().id, key: officeIdentity.peek().key, term: newest().term });

/** Returns the addresses to ask. A page that came by https may only ask others with https. */
function candidates() {
  const others = officeIdentity.peek().addresses.filter((/** @type {string} */ origin) => origin !== location.origin);
  return location.protocol === "https:" ? others.filter((/** @type {string} */ origin) => origin.startsWith("https:")) : others;
}

/** Asks several addresses at a time, the most likely first. The first proof wins. @param {string[]} origins @returns {Promise<string | null>} */
function firstOf(origins) {
  const left = [...origins];
  const ask = async () => {
    for (let origin = left.shift(); origin; origin = left.shift()) {
      const found = await verifyOffice(origin, questions());
      if (found) return found;
    }
    throw new Error("none of these");
  };
  return Promise.any(Array.from({ length: AT_ONCE }, ask)).catch(() => null);
}

/** @param {string} origin @returns {Promise<boolean>} whether the page goes */
async function leaveIfAllowed(origin) {
  const isSealed = handover.seal !== "";
  // Without a seal the next page could not accept these messages as this person's. So they stay here, and the page
  // stays too.
  if (!mayMove() || (!isSealed && (pending.peek().length > 0 || trays.peek().size > 0 || drafted.peek().size > 0))) {
    connectionState.value = "lost";
    return false;
  }
  await leave(origin);
  return true;
}
