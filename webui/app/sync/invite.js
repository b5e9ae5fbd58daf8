/** Keeps the list of knocks for the owner and the admins, and notes when the invite has changed. */

import { effect, untracked } from "../html.js";
import { latestRequest } from "../lib/latest_request.js";
import { get } from "../net/api.js";
import { isAdmin, joinMethods, connectionState } from "../store/session.js";
import { knocks, inviteRev } from "../store/joining/invite.js";

/** A knock expires after ten minutes, and the host sends no event when its page is closed. So the list is loaded again at this interval, milliseconds. */
const LOOK_MS = 60_000;

/** Loads the knocks, and notes changes of the invite, from now on. */
export function followInvite() {
  effect(() => {
    const hears = isAdmin.value && joinMethods.value.includes("knock");
    if (!hears) knocks.value = [];
    // The list is loaded after each reconnection too, because events in between are lost.
    else if (connectionState.value === "up") untracked(loadKnocks);
  });
  effect(() => {
    if (connectionState.value === "up") untracked(inviteChanged);
  });
  setInterval(() => knocks.peek().length > 0 && void loadKnocks(), LOOK_MS);
}

/** The list is asked for, or the host tells it by itself. */
const begin = latestRequest();

/** A list that the host has told meanwhile is newer than the answer. */
async function loadKnocks() {
  const isLatest = begin();
  const answer = await get("/api/knocks").catch(() => null);
  if (answer && isLatest()) knocks.value = answer.knocks;
}

/** Tells everything that shows the link, the QR code or the PIN to load it again. */
export function inviteChanged() {
  inviteRev.value += 1;
}

/** Takes the open join methods. @param {{ways: string[]}} event */
export function joinMethodsChanged({ ways }) {
  joinMethods.value = ways;
  inviteChanged();
}

/** Takes the list of knocks. @param {{knocks: any[]}} event */
export function knocksChanged(event) {
  begin();
  knocks.value = event.knocks;
}
