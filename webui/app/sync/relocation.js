/**
 * What the page needs to go to another address of the office, gathered while the link stands: everything of the old
 * address is gone with it. features/relocation/ searches and goes.
 */

import { effect } from "../html.js";
import { Command } from "../net/protocol.js";
import { home, link } from "../store/session.js";
import { request } from "./connection.js";

/** A one-time token for another address, and the seal on what is carried there. Both of this page's last connection. */
export const handover = { token: "", seal: "" };

/** Asks for a token with each new connection. */
export function startRelocation() {
  if (!home.peek().key) return;
  effect(() => {
    if (link.value === "up") void takeToken();
  });
}

async function takeToken() {
  const answer = await request(Command.SESSION_HANDOVER, {}).catch(() => null);
  if (answer) Object.assign(handover, { token: answer.token, seal: answer.seal });
}

/** The host has other addresses now. @param {string[]} addresses */
export function addressesChanged(addresses) {
  home.value = { ...home.peek(), addresses };
}
