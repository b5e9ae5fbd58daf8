/** What the pages of one browser tell one another about whose they are: those of other tabs, and the next one of this. */

import { me, myId, office } from "../store/session.js";

/** Whose page this tab showed before. */
const BEFORE = "person-before";

/** Of the newest page of a person: other tabs hear of a change, and a page that wakes up reads it. */
const markKey = () => `person.${office.peek().id}`;

/** @template T @param {() => T} work @returns {T | null} null where nothing is kept: then the host's refusals tell */
function stored(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

export function mark() {
  stored(() => localStorage.getItem(markKey()) !== myId.peek() && localStorage.setItem(markKey(), myId.peek()));
}

/** Nobody is signed in here any more, unless somebody else is already. */
export function unmark() {
  stored(() => localStorage.getItem(markKey()) === myId.peek() && localStorage.removeItem(markKey()));
}

export const isMarkedOtherwise = () => stored(() => localStorage.getItem(markKey()) !== myId.peek()) ?? false;

/** @param {() => void} heard another tab shows somebody else's page, or nobody's */
export function whenMarkedOtherwise(heard) {
  addEventListener("storage", ({ key, newValue }) => key === markKey() && newValue !== myId.peek() && heard());
}

/** For the next page of this tab. @param {boolean} waits whether something of this person waits in this browser */
export function noteBefore(waits) {
  stored(() => sessionStorage.setItem(BEFORE, JSON.stringify({ id: myId.peek(), name: me.peek().name, waits })));
}

/** Once. @returns {{id: string, name: string, waits: boolean} | null} */
export function takeBefore() {
  return stored(() => {
    const before = JSON.parse(sessionStorage.getItem(BEFORE) ?? "null");
    sessionStorage.removeItem(BEFORE);
    return before;
  });
}
