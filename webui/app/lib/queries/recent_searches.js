/** The recent searches of a person. They are kept in this browser only, until the person signs out. */

/** `room`: of a search in one room. @typedef {{text: string, room: string | null}} Recent */

/** How many are kept. */
export const KEPT = 8;
/** A longer text is not kept. */
const LONGEST_CHARACTERS = 200;

/** @param {string} owner */
const keyOf = (owner) => `searches.${owner}`;

/** Returns the list with a search at its head. A longer form of what was searched for takes its place. @param {Recent[]} list @param {Recent} search @returns {Recent[]} */
export function withRecent(list, { text, room }) {
  const words = text.trim().replace(/\s+/g, " ");
  if (words === "" || words.length > LONGEST_CHARACTERS) return list;
  const others = list.filter((one) => one.room !== room || !words.toLowerCase().startsWith(one.text.toLowerCase()));
  return [{ text: words, room }, ...others].slice(0, KEPT);
}

/** Returns what is kept. @param {string} owner @returns {Recent[]} */
export function recentSearches(owner) {
  try {
    const list = JSON.parse(localStorage.getItem(keyOf(owner)) ?? "[]");
    return list.filter((/** @type {any} */ one) => typeof one?.text === "string").map((/** @type {any} */ { text, room }) => ({ text, room: typeof room === "string" ? room : null })).slice(0, KEPT);
  } catch {
    return [];
  }
}

/** Keeps a search. @param {string} owner @param {Recent} search */
export function keepSearch(owner, search) {
  try {
    localStorage.setItem(keyOf(owner), JSON.stringify(withRecent(recentSearches(owner), search)));
  } catch {
    // Without storage there are no recent searches.
  }
}

/** Forgets all of them. @param {string} owner */
export function forgetSearches(owner) {
  try {
    localStorage.removeItem(keyOf(owner));
  } catch {
    // They were not stored either.
  }
}
