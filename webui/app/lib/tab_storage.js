/** Values that must survive the way from page to page, as long as the tab is open. */

/** Stores a value if one is given, and returns what is stored then. @param {string} key @param {string} [value] */
export function remember(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return value ?? "";
  }
}

/** Removes a value. @param {string} key */
export function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // It was not stored either.
  }
}

/** Removes every value but one. @param {string} kept its key */
export function forgetAllBut(kept) {
  const value = remember(kept);
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was stored.
  }
  remember(kept, value);
}
