/**
 * The highest term of the office that this browser has seen at this address. A host with a lower one serves an older copy
 * of the office, and the page does not use it.
 */

import { office, officeIdentity } from "./session.js";

/** @typedef {{term: number, at: string}} Newest */

const key = () => `term.${office.peek().id}`;

/** Returns the highest term, with the address at which it was seen; "" is the page's own. @returns {Newest} */
export function newest() {
  const own = { term: officeIdentity.peek().term, at: "" };
  try {
    const { term, at } = JSON.parse(localStorage.getItem(key()) ?? "{}");
    return Number.isSafeInteger(term) && term > own.term ? { term, at: String(at) } : own;
  } catch {
    return own;
  }
}

/** Stores a term if it is the highest. @param {number} term @param {string} at */
export function rememberTerm(term, at) {
  try {
    if (term > 1 && term >= newest().term) localStorage.setItem(key(), JSON.stringify({ term, at }));
  } catch {
    // Without storage only the open page knows it.
  }
}

/** Whether the host of this page serves an older copy of the office. */
export const isOlderCopy = () => newest().term > officeIdentity.peek().term;
