/** Who knocks, for the owner and the admins; and when the way in has changed. */

import { effect, untracked } from "../html.js";
import { get } from "../net/api.js";
import { isAdmin, joinMethods, link } from "../store/session.js";
import { knocks, inviteRev } from "../store/invite.js";

/** A knock is over after ten minutes, and nobody says so when its page is gone: so those shown are asked for again, milliseconds. */
const LOOK_MS = 60_000;

export function followInvite() {
  effect(() => {
    const hears = isAdmin.value && joinMethods.value.includes("knock");
    if (!hears) knocks.value = [];
    // After a lost link too: what was told meanwhile is lost.
    else if (link.value === "up") untracked(loadKnocks);
  });
  effect(() => {
    if (link.value === "up") untracked(inviteChanged);
  });
  setInterval(() => knocks.peek().length > 0 && void loadKnocks(), LOOK_MS);
}

async function loadKnocks() {
  const answer = await get("/api/knocks").catch(() => null);
  if (answer) knocks.value = answer.knocks;
}

/** Whoever shows the link, the code or the PIN asks for it anew. */
export function inviteChanged() {
  inviteRev.value += 1;
}

/** @param {{ways: string[]}} event */
export function joinMethodsChanged({ ways }) {
  joinMethods.value = ways;
  inviteChanged();
}

/** @param {{knocks: any[]}} event */
export const knocksChanged = (event) => (knocks.value = event.knocks);
