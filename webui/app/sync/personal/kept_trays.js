/** Stores the files that were chosen and not sent yet, so that a reload of the page, or a crash of the browser, loses none of them. */

import { newDatabase } from "./browser_database.js";
import { mark } from "./kept_marks.js";

/** What is known of each file, and the bytes of each, which are written once. */
const ROWS = "rows";
const FILES = "files";
const BOTH = [ROWS, FILES];
/** All trays of a browser keep so many bytes. What goes beyond is not stored. */
const MOST_BYTES = 256_000_000;
/** The host keeps files that were not sent for a day, and so does the browser, milliseconds. */
const KEPT_MS = 24 * 3_600_000;

const run = newDatabase("chat-desktop-trays", (database) => {
  database.createObjectStore(ROWS, { keyPath: "key" });
  database.createObjectStore(FILES);
});

/**
 * `room_id` is the place of the tray (store/pending.js), `place` the file's place in it, `holder` the tab whose tray it is in, and `bytes` what is stored of it.
 * @typedef {{key: string, owner: string, room_id: string, place: number, holder: string, at: number, bytes: number, chosen: import("../../store/pending.js").Chosen}} Row
 */

/** Stores what is known of a file, and its bytes the first time. @param {Row} row @param {File} [file] */
export function keepFile(row, file) {
  mark(row.owner, true);
  return run("readwrite", BOTH, (on) => {
    const rows = on.objectStore(ROWS);
    if (!file) return void rows.put(row);
    const all = rows.getAll();
    all.onsuccess = () => {
      const kept = all.result.reduce((/** @type {number} */ sum, /** @type {Row} */ { bytes }) => sum + bytes, 0);
      if (kept + file.size > MOST_BYTES) return;
      rows.put(row);
      on.objectStore(FILES).put(file, row.key);
    };
  });
}

/** Removes files that were sent or taken out of their tray. @param {string} owner @param {string[]} keys */
export async function forgetFiles(owner, keys) {
  await run("readwrite", BOTH, (on) => keys.forEach((key) => BOTH.forEach((name) => on.objectStore(name).delete(key))));
  if ((await keptRows(owner)).length === 0) mark(owner, false);
}

/** The files of a person that are stored, in the order of their trays. Those that are too old are removed, whoever's they are. @param {string} owner @returns {Promise<Row[]>} */
export async function keptRows(owner) {
  /** @type {Row[]} */
  const all = (await run("readonly", [ROWS], (on) => on.objectStore(ROWS).getAll())) ?? [];
  const isOld = (/** @type {Row} */ { at }) => Date.now() - at > KEPT_MS;
  const old = all.filter(isOld).map(({ key }) => key);
  if (old.length > 0) await run("readwrite", BOTH, (on) => old.forEach((key) => BOTH.forEach((name) => on.objectStore(name).delete(key))));
  return all.filter((row) => row.owner === owner && !isOld(row)).sort((one, other) => one.place - other.place);
}

/**
 * Takes a file over from a tab that was closed. Of several tabs that try it at the same moment, one does it.
 * @param {Row} row as it was read @param {string} holder @returns {Promise<{file?: File} | null>} null when another tab was faster
 */
export async function takeOver(row, holder) {
  /** @type {{file?: File} | null} */
  let taken = null;
  await run("readwrite", BOTH, (on) => {
    const rows = on.objectStore(ROWS);
    const now = rows.get(row.key);
    now.onsuccess = () => {
      if (now.result?.holder !== row.holder) return;
      rows.put({ ...now.result, holder });
      const file = on.objectStore(FILES).get(row.key);
      file.onsuccess = () => (taken = { file: file.result });
    };
  });
  return taken;
}

/** Removes everything of a person who signs out. @param {string} owner */
export async function forgetTrays(owner) {
  await forgetFiles(owner, (await keptRows(owner)).map(({ key }) => key));
}
