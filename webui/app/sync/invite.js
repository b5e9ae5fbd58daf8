/** Who knocks, for the owner and the admins; and when the way in has changed. */

import { effect, untracked } from "../html.js";
import { get } from "../net/api.js";
import { isAdmin, joinWays, link } from "../store/session.js";
import { knocks, wayInRev } from "../store/invite.js";

/** A knock is over after ten minutes, and nobody says so when its page is gone: so those shown are asked for again, milliseconds. */
const LOOK_MS = 60_000;

export function followInvite() {
  effect(() => {
    const hears = isAdmin.value && joinWays.value.includes("knock");
    if (!hears) knocks.value = [];
    // After a lost link too: what was told meanwhile is lost.
    else if (link.value === "up") untracked(loadKnocks);
  });
  effect(() => {
    if (link.value === "up") untracked(wayInChanged);
  });
  setInterval(() => knocks.peek().length > 0 && void loadKnocks(), LOOK_MS);
}

async function loadKnocks() {
  const answer = await get("/api/knocks").catch(() => null);
  if (answer) knocks.value = answer.knocks;
}

/** Whoever shows the link, the code or the PIN asks for it anew. */
export function wayInChanged() {
  wayInRev.value += 1;
}

/** @param {{ways: string[]}} event */
export function waysChanged({ ways }) {
  joinWays.value = ways;
  wayInChanged();
}

/** @param {{knocks: any[]}} event */
export const knocksChanged = (event) => (knocks.value = event.knocks);
