/** When this tab has moved, so that two half-dead addresses cannot toss it to and fro. */

const KEY = "moves";
/** So many times within so many milliseconds; then a person decides. */
const MOST = 3;
const WITHIN_MS = 10 * 60_000;

export const moves = () => recent(stored());

export const mayMove = () => moves().length < MOST;

/** @param {any} list as another address had it */
export function rememberMoves(list) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(recent(list)));
  } catch {
    // Without storage the way here is forgotten, and only that.
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
