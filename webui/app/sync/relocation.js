/**
 * Keeps what the page needs to go to another address of the office. It is gathered while the connection is up, because
 * the old address may be unreachable later. features/relocation/ searches for the office and goes there.
 */

import { effect } from "../html.js";
import { Command } from "../net/protocol.js";
import { officeIdentity, connectionState } from "../store/session.js";
import { request } from "./connection.js";

/** A one-time token for another address, and the key that seals the payload for it. Both belong to this page's last connection. */
export const handover = { token: "", seal: "" };

/** A token for a stand-by, which has never heard of this connection, is good for an hour. */
const RENEW_MS = 1_200_000;

/** Requests a token on each new connection, and again from time to time. */
export function startRelocation() {
  if (!officeIdentity.peek().key) return;
  setInterval(() => void (connectionState.peek() === "up" && takeToken()), RENEW_MS);
  effect(() => {
    if (connectionState.value === "up") void takeToken();
  });
}

async function takeToken() {
  const answer = await request(Command.SESSION_HANDOVER, {}).catch(() => null);
  if (answer) Object.assign(handover, { token: answer.token, seal: answer.seal });
}

/** Takes the addresses that the host has now. @param {string[]} addresses */
export function addressesChanged(addresses) {
  officeIdentity.value = { ...officeIdentity.peek(), addresses };
  // A stand-by may be among them, for which the host gives other tokens.
  if (connectionState.peek() === "up") void takeToken();
}
