/** Limits how often this tab moves, so that two addresses that work by halves cannot send it to and fro. */

const KEY = "moves";
/** So many moves within so many milliseconds are allowed. Then a person decides. */
const MOST = 3;
const WITHIN_MS = 10 * 60_000;

/** Returns the times of the recent moves. */
export const moves = () => recent(stored());

/** Whether the page may move once more by itself. */
export const mayMove = () => moves().length < MOST;

/** Stores the moves that another address has passed on. @param {any} list as another address had it */
export function rememberMoves(list) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(recent(list)));
  } catch {
    // Without storage the earlier moves are forgotten, and nothing else is lost.
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {any} list @returns {number[]} */
function recent(list) {
  if (!Array.isArray(list)) return [];
  return list.filter((at) => Number.isFinite(at) && Math.abs(Date.now() - at) < WITHIN_MS).slice(-MOST);
}
