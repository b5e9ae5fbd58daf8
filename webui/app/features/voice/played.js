/** Which voice notes I have played, on whichever of my devices. The host keeps it, and it is asked with the first note that is shown. */

import { effect, signal } from "../../html.js";
import { get, put } from "../../net/api.js";
import { ownChanges } from "../../store/own_data.js";
import { connectionState } from "../../store/session.js";

/** The host forgets what was played longer ago, so an older note has no mark: 30 days, milliseconds. */
const MARKED_MS = 30 * 86_400_000;

/** What I have played; null until it is known, and then nothing is marked. @type {import("@preact/signals").Signal<Set<string> | null>} */
const played = signal(/** @type {Set<string> | null} */ (null));
/** What was played without a connection, for the host. */
const waiting = new Set();

/** Whether I have not played a note. @param {string} id @param {string} createdAt */
export const isNew = (id, createdAt) => played.value !== null && !played.value.has(id) && Date.now() - Date.parse(createdAt) < MARKED_MS;

/** Notes that I have played it. @param {string} id */
export function markPlayed(id) {
  if (played.peek()?.has(id)) return;
  played.value = new Set([...(played.peek() ?? []), id]);
  waiting.add(id);
  void tell();
}

async function tell() {
  for (const id of waiting) {
    try {
      await put(`/api/voices/played/${id}`);
    } catch (/** @type {any} */ problem) {
      // What is gone needs no mark. Without a connection it is told later.
      if (problem.code !== "not_found") return;
    }
    waiting.delete(id);
  }
}

async function ask() {
  const found = await get("/api/voices/played").catch(() => null);
  if (found) played.value = new Set([...found.played, ...waiting]);
}

effect(() => {
  ownChanges.voices.value;
  if (connectionState.value !== "up") return;
  void tell().then(ask);
});
