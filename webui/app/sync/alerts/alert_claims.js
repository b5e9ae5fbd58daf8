/**
 * Which tab alerts for a message is written down before it does. Of the tabs of one browser the database lets one write
 * after another, so two of them cannot both be the first. It works over plain http, where there are no locks.
 */

import { newDatabase } from "../personal/browser_database.js";

/** @typedef {{key: string, sound?: string, notice?: string}} Claim the tabs that sound and notify for a message */

const STORE = "claims";
/** Of how many messages it is kept: a bid is a second late, and not an hour. */
const KEPT_MESSAGES = 50;

const run = newDatabase("chat-desktop-alerts", (database) => database.createObjectStore(STORE));

/**
 * Writes down what a tab is about to do. Returns whether no other tab does the same; where nothing can be stored, nobody knows of one.
 * @param {string} owner whose alerts @param {Claim} wanted @returns {Promise<boolean>}
 */
export async function claim(owner, wanted) {
  let isFree = true;
  await run("readwrite", [STORE], (on) => {
    const store = on.objectStore(STORE);
    const asked = store.get(owner);
    asked.onsuccess = () => {
      const known = /** @type {Claim[]} */ (asked.result ?? []);
      const found = known.find(({ key }) => key === wanted.key) ?? { key: wanted.key };
      isFree = isSame(found.sound, wanted.sound) && isSame(found.notice, wanted.notice);
      if (isFree) store.put([...known.filter((one) => one !== found), { ...found, ...wanted }].slice(-KEPT_MESSAGES), owner);
    };
  });
  return isFree;
}

/** @param {string | undefined} known @param {string | undefined} wanted */
const isSame = (known, wanted) => !known || !wanted || known === wanted;
