/** All files that this page sends: those in the trays, and those of messages that wait for them. */

import { effect, signal } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { newClientId } from "../../lib/text.js";
import { changeEntry, isUploading, pending, roomOf, trays } from "../../store/pending.js";
import { rooms } from "../../store/rooms.js";
import { connectionState, me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";
import { measure } from "./measure.js";
import { claim, mayBegin, note, whenTabsChange } from "./tabs.js";
import { newUpload } from "./upload.js";

/** The host takes so many files with a message. */
const MOST_FILES = 20;
/** A file of up to this size is kept with its message, so that a reload of the page can send it. */
const KEPT_BYTES = 32_000_000;

/** @typedef {import("../../store/pending.js").Chosen} Chosen */
/** @typedef {import("./folder.js").Folder} Folder */

/** The uploads by the key of their file. @type {Map<string, import("./upload.js").Upload>} */
const uploads = new Map();
/** Changes with the uploads, for what draws them. */
const made = signal(0);

/** Puts files into the tray of a place (store/pending.js), and begins to upload them. @param {string} place @param {(File | Folder)[]} files @returns {number} how many it takes */
export function addFiles(place, files) {
  const fresh = files.slice(0, placesFor(place, files.length));
  const chosen = fresh.map(asChosen);
  putInTray(place, chosen);
  chosen.forEach((one, n) => void begin(one, fresh[n]));
  return chosen.length;
}

/** Returns how many of so many files the tray of a place takes, and says so when that is not all of them. @param {string} place @param {number} count */
function placesFor(place, count) {
  if (me.peek().read_only || rooms.peek().get(roomOf(place))?.archived) {
    toast(t("sending.read_only"));
    return 0;
  }
  const places = Math.max(0, MOST_FILES - (trays.peek().get(place) ?? []).length);
  if (places < count) toast(t("sending.most", { n: MOST_FILES }));
  return Math.min(places, count);
}

/** @param {string} place @param {Chosen[]} chosen for which there are places */
function putInTray(place, chosen) {
  for (const { key } of chosen) claim(key);
  setTray(place, [...(trays.peek().get(place) ?? []), ...chosen]);
}

/** Puts files back that an earlier page had in the tray of a place, before those that are there by now. @param {string} place @param {Chosen[]} chosen */
export function putBack(place, chosen) {
  const here = trays.peek().get(place) ?? [];
  const back = chosen.slice(0, Math.max(0, MOST_FILES - here.length));
  if (back.length === 0) return;
  for (const { key } of back) claim(key);
  setTray(place, [...back, ...here]);
  for (const one of back) if (!one.id && one.file) add(one, one.file);
}

/** Puts a sound file into the tray of a place as a voice note. What is no sound is sent as any file. @param {string} place @param {File[]} files */
export async function addVoice(place, [file]) {
  if (!file?.type.startsWith("audio/")) return file && addFiles(place, [file]);
  const chosen = asChosen(file);
  if (!reserve(place, { ...chosen, kind: "voice" })) return;
  const { analyse } = await import("../voice/analyse.js");
  fill(chosen.key, { url: chosen.url, ...((await analyse(file)) ?? (await measure(chosen))), kind: "voice" }, file);
}

/** Puts a file that is still to come into the tray of a place. @param {string} place @param {Chosen} chosen @returns {boolean} whether there was place for it */
export function reserve(place, chosen) {
  if (placesFor(place, 1) < 1) return false;
  putInTray(place, [chosen]);
  return true;
}

/** Brings the file of a place that was reserved. @param {string} key @param {Partial<Chosen>} known @param {File} file */
export function fill(key, known, file) {
  const url = known.url ?? URL.createObjectURL(file);
  change(key, { ...known, url, name: file.name.normalize("NFC"), size: file.size, type: file.type, ...(file.size <= KEPT_BYTES && { file }) });
  const chosen = holderOf(key)?.files.find((one) => one.key === key);
  if (chosen) add(chosen, file);
}

/** Whether a file is in a tray or in a message that waits. @param {string} key */
export const isHeld = (key) => holderOf(key) !== null;

/** Takes a file that does not come out of its tray or its message, which is sent without it. @param {string} key */
export function withdraw(key) {
  const holder = holderOf(key);
  if (holder?.place) removeFile(holder.place, key);
  if (!holder?.entry) return;
  const { entry } = holder;
  const files = holder.files.filter((one) => one.key !== key);
  if (files.length > 0) revise(entry, files);
  else if (entry.body === "") void syncLayer().then((on) => on.discard(entry.client_id));
  else {
    changeEntry(entry.client_id, { attachments: undefined });
    void syncLayer().then((on) => on.revise(entry.client_id, {}));
  }
}

/** @param {File | Folder} file @returns {Chosen} */
const asChosen = (file) => ({
  key: newClientId(), url: file instanceof File ? URL.createObjectURL(file) : "blob:", name: file.name.normalize("NFC"), size: file.size, kind: "file", type: file.type, modified: file.lastModified,
  ...(!(file instanceof File) ? { folder: file.print } : file.size <= KEPT_BYTES && { file }),
});

/** @param {Chosen} chosen @param {File | Folder} file */
async function begin(chosen, file) {
  const found = await measure(chosen);
  change(chosen.key, found);
  if (holderOf(chosen.key)) add({ ...chosen, ...found }, file);
}

/** Uploads a file of a tray or of a message. @param {Chosen} chosen @param {File | Folder} file */
export function add(chosen, file) {
  uploads.set(chosen.key, newUpload(chosen, file, (known) => change(chosen.key, known), () => queueMicrotask(startNext)));
  made.value += 1;
  startNext();
}

function startNext() {
  const waiting = thatAre("waiting");
  const free = mayBegin(running().length, waiting.length);
  waiting.slice(0, free).forEach((upload) => upload.start());
  if (free > 0) note(running().length, thatAre("waiting").length);
}

/** @param {import("./upload.js").State[]} states */
const thatAre = (...states) => [...uploads.values()].filter(({ progress }) => states.includes(progress.peek().state));

/** One that waits for the link or for the host keeps its place. */
const running = () => thatAre("sending", "lost", "busy");

/** The upload of a file, for what draws it; undefined before it has begun. @param {string} key */
export const uploadOf = (key) => (made.value, uploads.get(key));

/** @param {string} place @param {Chosen[]} files */
function setTray(place, files) {
  const next = new Map(trays.peek());
  if (files.length > 0) next.set(place, files);
  else next.delete(place);
  trays.value = next;
}

/** Where a file is: in the tray of a place, or in a message. @param {string} key @returns {{place?: string, entry?: import("../../store/pending.js").Entry, files: Chosen[]} | null} */
function holderOf(key) {
  const holds = (/** @type {Chosen[] | undefined} */ files) => files?.some((one) => one.key === key);
  for (const [place, files] of trays.peek()) if (holds(files)) return { place, files };
  const entry = pending.peek().find(({ attachments }) => holds(attachments));
  return entry ? { entry, files: entry.attachments ?? [] } : null;
}

/** Notes what has become known of a file. A message whose files are all there can be posted. @param {string} key @param {Partial<Chosen>} known */
function change(key, known) {
  const holder = holderOf(key);
  if (!holder) return;
  const files = holder.files.map((one) => (one.key === key ? { ...one, ...known } : one));
  if (holder.place) setTray(holder.place, files);
  else if (holder.entry) revise(holder.entry, files);
}

/** @param {import("../../store/pending.js").Entry} entry @param {Chosen[]} files */
function revise({ client_id: clientId }, files) {
  const ids = files.flatMap(({ id }) => id ?? []);
  const change = { attachments: files, ...(ids.length === files.length && { attachment_ids: ids }) };
  changeEntry(clientId, change);
  void syncLayer().then((on) => on.revise(clientId, {}));
}

/** Takes a file out of a tray. @param {string} place @param {string} key */
export function removeFile(place, key) {
  setTray(place, (trays.peek().get(place) ?? []).filter((one) => one.key !== key));
}

/** Moves a file of a tray by so many places. @param {string} place @param {string} key @param {number} by */
export function moveFile(place, key, by) {
  const files = [...(trays.peek().get(place) ?? [])];
  const at = files.findIndex((one) => one.key === key);
  const to = Math.min(files.length - 1, Math.max(0, at + by));
  files.splice(to, 0, ...files.splice(at, 1));
  setTray(place, files);
}

/** Ends the uploads whose file is in no tray and no message any more. */
function endUnused() {
  const used = new Set([...trays.value.values(), ...pending.value.map(({ attachments = [] }) => attachments)].flat().map(({ key }) => key));
  for (const [key, upload] of uploads) {
    if (used.has(key)) continue;
    uploads.delete(key);
    queueMicrotask(startNext);
    if (upload.progress.peek().state !== "done") upload.cancel();
  }
}

/** A message may have been sent after its files were there. */
function postComplete() {
  for (const entry of pending.value) if (isUploading(entry) && entry.attachments?.every(({ id }) => id)) revise(entry, entry.attachments);
}

whenTabsChange(startNext);
effect(endUnused);
effect(postComplete);
effect(() => {
  if (connectionState.value === "up") for (const upload of uploads.values()) upload.wake();
});
