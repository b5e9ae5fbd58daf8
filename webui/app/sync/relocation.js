/**
 * What the page needs to find the office again when its address changes, gathered while the link stands: everything of
 * the old address is gone with it, also the modules that are not here yet.
 */

import { effect } from "../html.js";
import { Command } from "../net/protocol.js";
import { home, link } from "../store/session.js";
import { request } from "./connection.js";

/** A link that is back within this is nobody's business, milliseconds. */
const PATIENCE_MS = 1_500;
/** A one-time token for another address, and the seal on what is carried there. Both of this page's last connection. */
export const handover = { token: "", seal: "" };

/** @type {Promise<any> | null} */
let finding = null;
let timer = 0;

const bring = () => (finding ??= import("../features/relocation/search.js").catch(() => (finding = null)));

export function startMoving() {
  if (!home.peek().key) return;
  effect(() => {
    clearTimeout(timer);
    if (link.value === "up") void standing();
    else timer = setTimeout(lost, PATIENCE_MS);
  });
  addEventListener("online", again);
  addEventListener("pageshow", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
}

/** @param {string[]} addresses */
export function addressesChanged(addresses) {
  const isNew = addresses.some((address) => !home.peek().addresses.includes(address));
  home.value = { ...home.peek(), addresses };
  if (isNew) void import("../features/relocation/probe.js").then((module) => module.renew(), () => {});
}

async function standing() {
  void finding?.then((module) => module?.stop());
  const answer = await request(Command.SESSION_HANDOVER, {}).catch(() => null);
  if (answer) Object.assign(handover, { token: answer.token, seal: answer.seal });
}

async function lost() {
  const module = await bring();
  if (link.peek() !== "up") module?.search();
}

/** Whoever wakes up looks at once: the wait between two looks may have seconds to go. */
function again() {
  if (link.peek() !== "up") void finding?.then((module) => module?.searchNow());
}
