/** Marks in the browser's storage whose pages these are, for its other tabs and for the next page of this tab. */

import { me, myId, office } from "../store/session.js";

/** The session storage key that holds who this tab belonged to before. */
const BEFORE = "person-before";

/** The mark of the person's newest page. Other tabs get an event when it changes, and a page that wakes up reads it. */
const markKey = () => `person.${office.peek().id}`;

/** @template T @param {() => T} work @returns {T | null} null where storage is off: then the host's refusals show a change */
function stored(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Marks the pages of this browser as this person's. */
export function mark() {
  stored(() => localStorage.getItem(markKey()) !== myId.peek() && localStorage.setItem(markKey(), myId.peek()));
}

/** Removes the mark when nobody is signed in here any more. A mark of somebody else stays. */
export function unmark() {
  stored(() => localStorage.getItem(markKey()) === myId.peek() && localStorage.removeItem(markKey()));
}

/** Whether the mark names somebody else. */
export const isMarkedOtherwise = () => stored(() => localStorage.getItem(markKey()) !== myId.peek()) ?? false;

/** Watches for a mark of somebody else. @param {() => void} heard called when another tab belongs to somebody else, or to nobody */
export function whenMarkedOtherwise(heard) {
  addEventListener("storage", ({ key, newValue }) => key === markKey() && newValue !== myId.peek() && heard());
}

/** Leaves a note for the next page of this tab. @param {boolean} waits whether something of this person waits in this browser */
export function noteBefore(waits) {
  stored(() => sessionStorage.setItem(BEFORE, JSON.stringify({ id: myId.peek(), name: me.peek().name, waits })));
}

/** Returns the note and removes it. @returns {{id: string, name: string, waits: boolean} | null} */
export function takeBefore() {
  return stored(() => {
    const before = JSON.parse(sessionStorage.getItem(BEFORE) ?? "null");
    sessionStorage.removeItem(BEFORE);
    return before;
  });
}
