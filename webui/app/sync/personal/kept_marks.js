/** Tells without loading or opening anything whether this browser has chosen files of a person (kept_trays.js). */

const MARK = "chat-desktop-trays.";

/** Whether files of a person may be stored. @param {string} owner */
export function mayHaveKept(owner) {
  try {
    return localStorage.getItem(MARK + owner) !== null;
  } catch {
    return false;
  }
}

/** @param {string} owner @param {boolean} has */
export function mark(owner, has) {
  try {
    if (has) localStorage.setItem(MARK + owner, "1");
    else localStorage.removeItem(MARK + owner);
  } catch {
    // Without storage nothing is found after a reload.
  }
}
