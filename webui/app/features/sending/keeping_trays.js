/** Keeps the files of the trays over a reload of the page. They go from the browser when they are sent or taken out, a day later, and when their person signs out. */

import { effect } from "../../html.js";
import { newClientId } from "../../lib/text.js";
import { pending, roomOf, trays } from "../../store/pending.js";
import { rooms } from "../../store/rooms.js";
import { me, owner } from "../../store/session.js";
import { storedEntries } from "../../sync/outbox_store.js";
import { forgetFiles, keepFile, keptRows, takeOver } from "../../sync/personal/kept_trays.js";
import { isClaimed, isSentElsewhere } from "./tabs.js";
import { putBack } from "./uploads.js";

/** @typedef {import("../../store/pending.js").Chosen} Chosen */
/** @typedef {import("../../sync/personal/kept_trays.js").Row} Row */

/** This tab, among all that have been. */
const tab = newClientId();
/** What is stored of each file, as a text to compare it with, and since when. @type {Map<string, {at: number, text: string}>} */
const stored = new Map();

/** Puts back what an earlier page has left, and leaves alone what other tabs have in their trays. */
async function restore() {
  const [kept, entries] = await Promise.all([keptRows(owner.peek()), storedEntries(owner.peek())]);
  const sent = new Set([...entries, ...pending.peek()].flatMap(({ attachments = [] }) => attachments).map(({ key }) => key));
  const left = kept.filter(({ key, room_id: room }) => !sent.has(key) && !isClaimed(key) && maySendTo(roomOf(room)));
  const found = await Promise.all(left.map(async (row) => ((await isSentElsewhere(row.key)) ? null : withFile(row))));
  for (const room of new Set(left.map((row) => row.room_id))) putBack(room, found.flatMap((one) => (one?.room === room ? [one.chosen] : [])));
  void forgetFiles(owner.peek(), kept.filter(({ key }) => sent.has(key)).map(({ key }) => key));
}

/** @param {string} room */
const maySendTo = (room) => !me.peek().read_only && rooms.peek().has(room) && !rooms.peek().get(room)?.archived;

/** @param {Row} row @returns {Promise<{room: string, chosen: Chosen} | null>} */
async function withFile(row) {
  const taken = await takeOver(row, tab);
  const { file } = taken ?? {};
  // What the host has got whole needs no bytes here.
  if (!taken || (!file && !row.chosen.id)) return null;
  stored.set(row.key, { at: row.at, text: "" });
  const url = file ? URL.createObjectURL(file) : `/files/${row.chosen.id}/${encodeURIComponent(row.chosen.name)}`;
  return { room: row.room_id, chosen: { ...row.chosen, url, ...(file && { file }) } };
}

/** Stores what has changed. */
function keep() {
  const here = new Set();
  for (const [room, files] of trays.value) files.forEach((chosen, place) => {
    if (!chosen.file && !chosen.id) return;
    here.add(chosen.key);
    keepOne(room, chosen, place);
  });
  const gone = [...stored.keys()].filter((key) => !here.has(key));
  gone.forEach((key) => stored.delete(key));
  if (gone.length > 0) void forgetFiles(owner.peek(), gone);
}

/** @param {string} room @param {Chosen} chosen @param {number} place */
function keepOne(room, chosen, place) {
  const { file, url: _url, poster, ...known } = chosen;
  const before = stored.get(chosen.key);
  const text = JSON.stringify([known, room, place, Boolean(poster)]);
  if (before?.text === text) return;
  const at = before?.at ?? Date.now();
  stored.set(chosen.key, { at, text });
  const row = { key: chosen.key, owner: owner.peek(), room_id: room, place, holder: tab, at, bytes: file?.size ?? 0, chosen: { ...known, url: "blob:", ...(poster && { poster }) } };
  void keepFile(row, before ? undefined : file);
}

void restore().finally(() => effect(keep));
