/** Stores the outbox in IndexedDB, which also works over plain http. Where it is forbidden, pending messages last as long as the page. */

const NAME = "chat-desktop";
const STORE = "outbox";

/** @type {Promise<IDBDatabase | null> | null} */
let opening = null;

function database() {
  opening ??= new Promise((resolve) => {
    const asked = openRequest();
    if (!asked) return resolve(null);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "client_id" });
    asked.onsuccess = () => {
      // When the browser's storage is cleared or its disk fails, the next request opens the database again.
      asked.result.onclose = () => (opening = null);
      resolve(asked.result);
    };
    asked.onerror = asked.onblocked = () => resolve(null);
  });
  return opening;
}

/** Private windows of some browsers throw at once. */
function openRequest() {
  try {
    return indexedDB.open(NAME, 1);
  } catch {
    return null;
  }
}

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} work @returns {Promise<any>} null where nothing can be stored */
async function run(mode, work) {
  const found = await database();
  if (!found) return null;
  return new Promise((resolve) => {
    try {
      const asked = work(found.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
    } catch {
      // The database is closed. Whoever waits for it, to send or to leave the page, goes on without it.
      resolve(null);
    }
  });
}

/** Stores an entry. @param {import("../store/pending.js").Entry} entry */
export const storeEntry = (entry) => run("readwrite", (store) => store.put({ ...entry }));
/** Deletes an entry. @param {string} clientId */
export const deleteEntry = (clientId) => run("readwrite", (store) => store.delete(clientId));

/** Client ids sort by the time of sending, and so does the store. @param {string} owner @returns {Promise<any[]>} */
export async function storedEntries(owner) {
  const all = (await run("readonly", (store) => store.getAll())) ?? [];
  return all.filter((/** @type {any} */ entry) => entry.owner === owner);
}
