/** Stores the outbox in IndexedDB. Where it is forbidden, pending messages last as long as the page. */

import { newDatabase } from "./personal/browser_database.js";

const STORE = "outbox";
const run = newDatabase("chat-desktop", (database) => database.createObjectStore(STORE, { keyPath: "client_id" }));

/** Stores an entry. @param {import("../store/pending.js").Entry} entry */
export const storeEntry = (entry) => run("readwrite", [STORE], (on) => on.objectStore(STORE).put({ ...entry }));
/** Deletes an entry. @param {string} clientId */
export const deleteEntry = (clientId) => run("readwrite", [STORE], (on) => on.objectStore(STORE).delete(clientId));

/** Client ids sort by the time of sending, and so does the store. @param {string} owner @returns {Promise<any[]>} */
export async function storedEntries(owner) {
  const all = (await run("readonly", [STORE], (on) => on.objectStore(STORE).getAll())) ?? [];
  return all.filter((/** @type {any} */ entry) => entry.owner === owner);
}
