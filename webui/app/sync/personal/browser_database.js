/** A database of this browser (IndexedDB), which also works over plain http. Where it is forbidden, nothing is stored. */

/** @typedef {(mode: IDBTransactionMode, stores: string[], work: (transaction: IDBTransaction) => IDBRequest | void) => Promise<any>} Run */

/**
 * Returns what runs a transaction. It resolves with the result of the request that `work` returns when the transaction is complete, or with null where nothing can be stored.
 * @param {string} name @param {(database: IDBDatabase) => void} make makes the stores of a new database @returns {Run}
 */
export function newDatabase(name, make) {
  /** @type {Promise<IDBDatabase | null> | null} */
  let opening = null;
  const open = () => (opening ??= opened(name, make, () => (opening = null)));
  return async (mode, stores, work) => {
    const found = await open();
    return found && new Promise((resolve) => {
      try {
        const transaction = found.transaction(stores, mode);
        const asked = work(transaction);
        transaction.oncomplete = () => resolve(asked?.result);
        transaction.onerror = transaction.onabort = () => resolve(null);
      } catch {
        // The database is closed. Whoever waits for it, to send or to leave the page, goes on without it.
        resolve(null);
      }
    });
  };
}

/** @param {string} name @param {(database: IDBDatabase) => void} make @param {() => void} closed @returns {Promise<IDBDatabase | null>} */
function opened(name, make, closed) {
  return new Promise((resolve) => {
    const asked = openRequest(name);
    if (!asked) return resolve(null);
    asked.onupgradeneeded = () => make(asked.result);
    asked.onsuccess = () => {
      // When the browser's storage is cleared or its disk fails, the next request opens the database again.
      asked.result.onclose = closed;
      resolve(asked.result);
    };
    asked.onerror = asked.onblocked = () => resolve(null);
  });
}

/** Private windows of some browsers throw at once. @param {string} name */
function openRequest(name) {
  try {
    return indexedDB.open(name, 1);
  } catch {
    return null;
  }
}
