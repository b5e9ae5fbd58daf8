/**
 * Decides which of several tabs alerts for a message. Each tab bids on a BroadcastChannel, waits a moment, and
 * evaluates all bids in the same way. (Locks would be the usual tool, but plain http has none.)
 */

import { isOnlyPage } from "../../lib/desktop_window.js";
import { newClientId } from "../../lib/text.js";

/** @typedef {{key: string, tab: string, seen: boolean, visible: boolean, canSound: boolean, acted?: boolean}} Bid */
/** @typedef {{sound: boolean, notice: boolean, quiet: boolean}} Verdict quiet: some tab sounds, so the notice need not */

/** The same message reaches all tabs of one browser within this time, milliseconds. */
const BIDDING_MS = 150;
/** For how many messages bids are kept. A timer for each of them would hold much more in a busy room. */
const KEPT_MESSAGES = 500;

const NOTHING = { sound: false, notice: false, quiet: true };
const tab = newClientId();
/** @type {Map<string, Map<string, Bid>>} */
const bids = new Map();
/** @type {BroadcastChannel | null} */
let channel = null;

/** Joins the tabs of this person. @param {string} owner whose messages: several people may use one browser */
export function joinElection(owner) {
  if (!("BroadcastChannel" in window)) return;
  channel = new BroadcastChannel(`alerts.${owner}`);
  channel.onmessage = ({ data }) => note(data);
}

/** Bids for a message and returns what this tab does. @param {string} key the message @param {Omit<Bid, "key" | "tab">} bid @returns {Promise<Verdict>} what this tab shall do */
export async function elect(key, bid) {
  const mine = { ...bid, key, tab };
  tell(mine);
  // A hidden page would wait for a second.
  if (!isOnlyPage()) await new Promise((resolve) => setTimeout(resolve, BIDDING_MS));
  const verdict = judge([...(bids.get(key)?.values() ?? [])], tab);
  if (verdict.sound || verdict.notice) tell({ ...mine, acted: true });
  return verdict;
}

/**
 * No tab alerts when one of them shows the message. A visible tab sounds before a hidden one; notifications are for
 * when no tab is visible.
 * @param {Bid[]} all @param {string} me @returns {Verdict}
 */
export function judge(all, me) {
  if (all.some((bid) => bid.seen || (bid.acted && bid.tab !== me))) return NOTHING;
  const inOrder = [...all].sort((a, b) => Number(b.visible) - Number(a.visible) || (a.tab < b.tab ? -1 : 1));
  const sounding = inOrder.find((bid) => bid.canSound);
  const isHidden = !inOrder[0]?.visible;
  return { sound: sounding?.tab === me, notice: isHidden && inOrder[0]?.tab === me, quiet: Boolean(sounding) };
}

/** @param {Bid} bid */
function tell(bid) {
  note(bid);
  channel?.postMessage(bid);
}

/** @param {Bid} bid */
function note(bid) {
  const found = bids.get(bid.key);
  if (found) return void found.set(bid.tab, bid);
  bids.set(bid.key, new Map([[bid.tab, bid]]));
  if (bids.size > KEPT_MESSAGES) bids.delete(/** @type {string} */ (bids.keys().next().value));
}
