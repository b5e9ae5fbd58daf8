/** The part of a room's files that the page holds: a bounded number of rows, the newest first, and where it goes on at both ends. */

/** So many rows are held; those at the other end go. */
export const MOST_ROWS = 300;

/**
 * `older` says how the next page is asked for, and null that there is none. `newer` says that rows above the first one were let go.
 * @typedef {{rows: any[], older: string | null, newer: boolean}} Window
 */

/** @type {Window} */
export const EMPTY = { rows: [], older: null, newer: false };

/** @param {any} row */
export const keyOf = (row) => `${row.message_id} ${row.id ?? row.url}`;

/** Adds older rows below. @param {Window} held @param {any[]} rows @param {string | null} older @returns {Window} */
export function withOlder(held, rows, older) {
  const all = merged(held.rows, rows);
  const from = all.length > MOST_ROWS ? startOfMessage(all, all.length - MOST_ROWS) : 0;
  return { rows: all.slice(from), older, newer: held.newer || from > 0 };
}

/** Adds newer rows above, or in between. @param {Window} held @param {any[]} rows @param {boolean} newer whether there are still newer ones @returns {Window} */
export function withNewer(held, rows, newer) {
  const all = merged(held.rows, rows);
  if (all.length <= MOST_ROWS) return { rows: all, older: held.older, newer };
  let end = MOST_ROWS;
  while (all[end].seq === all[end - 1].seq && end > 1) end -= 1;
  return { rows: all.slice(0, end), older: String(all[end - 1].seq), newer };
}

/** Begins with the first whole message from a place on. @param {any[]} rows @param {number} from */
function startOfMessage(rows, from) {
  let start = from;
  while (start < rows.length && rows[start].seq === rows[start - 1].seq) start += 1;
  return start;
}

/** Each row once, by its message; rows of one message stay in their order. @param {any[]} rows @param {any[]} more */
function merged(rows, more) {
  const known = new Set(rows.map(keyOf));
  const fresh = more.filter((row) => !known.has(keyOf(row)));
  return fresh.length === 0 ? rows : [...rows, ...fresh].sort((one, other) => other.seq - one.seq);
}

/** What becomes of the rows of a message that was changed: `rowsNow` are those that it would have. @param {Window} held @param {string} messageId @param {any[]} rowsNow @returns {Window} */
export function withChanged(held, messageId, rowsNow) {
  if (!held.rows.some((row) => row.message_id === messageId)) return held;
  const now = new Map(rowsNow.map((row) => [keyOf(row), row]));
  const rows = held.rows.flatMap((row) => (row.message_id !== messageId ? [row] : now.has(keyOf(row)) ? [{ ...row, ...now.get(keyOf(row)) }] : []));
  return { ...held, rows };
}
