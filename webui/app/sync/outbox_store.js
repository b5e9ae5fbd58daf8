/** Stores the outbox in IndexedDB. Where it is forbidden, pending messages last as long as the page. */

import { newDatabase } from "./personal/browser_database.js";

const STORE = "outbox";
const run = newDatabase("chat-desktop", (database) => database.createObjectStore(STORE, { keyPath: "client_id" }));

/** Stores an entry. @param {import("../store/pending.js").Entry} entry */
export const storeEntry = (entry) => run("readwrite", [STORE], (on) => on.objectStore(STORE).put({ ...entry }));
/** Deletes an entry. Other tabs hear of its message from the host. @param {string} clientId */
export const deleteEntry = (clientId) => run("readwrite", [STORE], (on) => on.objectStore(STORE).delete(clientId));

/** Tells the other tabs of this browser what was cancelled: they may have read it from the store before. @type {BroadcastChannel | null} */
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("chat-desktop-outbox") : null;

/** Deletes an entry that is not to be sent any more, by any tab. @param {string} clientId */
export function cancelEntry(clientId) {
  tabs?.postMessage(clientId);
  return deleteEntry(clientId);
}

/** Calls a function for what other tabs cancel. @param {(clientId: string) => void} cancelled */
export const whenCancelled = (cancelled) => void tabs?.addEventListener("message", ({ data }) => cancelled(data));

/** Client ids sort by the time of sending, and so does the store. @param {string} owner @returns {Promise<any[]>} */
export async function storedEntries(owner) {
  const all = (await run("readonly", [STORE], (on) => on.objectStore(STORE).getAll())) ?? [];
  return all.filter((/** @type {any} */ entry) => entry.owner === owner);
}
