/** Files that are dragged over the page: over the room, over a thread beside it, or over a name in the list. */

import { h, html, render, signal } from "../../../html.js";
import { t } from "../../../lib/i18n.js";
import { nameOf, titleOf } from "../../../store/people.js";
import { roomOf } from "../../../store/pending.js";
import { readOnlyHere, rooms } from "../../../store/rooms.js";
import { navigate, overlays, route, whenLoaded } from "../../../store/route.js";
import { toast } from "../../../store/toasts.js";
import { Icon } from "../../../ui/parts.js";
import { FileIcon } from "../../shared/file_icon.js";
import { loadStyleSheet } from "../../shared/style_sheet.js";
import { placeUnder } from "./place_under.js";
import { sendTo } from "../send_to.js";
import { addFiles } from "../uploads.js";

void loadStyleSheet("features/sending");

/** The label stays this far from the pointer, pixels. */
const AWAY_PX = 14;

/** @typedef {{type: string, target: Element, x: number, y: number, isOut: boolean, files: File[], entries: (FileSystemEntry | null | undefined)[], n: number}} Carried */
/** @typedef {{row: HTMLElement, name: string, x: number, y: number, n: number} | {place: DOMRect, name: string | null}} Shown name: null for a thread */

const shown = signal(/** @type {Shown | null} */ (null));

/** Takes a drag of files. @param {Carried} carried */
export function carry(carried) {
  const isCovered = overlays.peek().length > 0 && !cardAt(carried.target);
  if (isCovered || (carried.type === "dragleave" && carried.isOut)) return show(null);
  if (carried.type === "drop") {
    show(null);
    void dropped(carried);
  } else if (carried.type !== "dragleave") show(placeOf(carried));
}

/** The head of the card of a person, whose dialog is under the pointer. @param {Element} target @returns {HTMLElement | null} */
const cardAt = (target) => target.closest?.("dialog")?.querySelector(".who[data-person]") ?? null;

/** The row of a room or a person under the pointer, or a person's card. @param {Element} target @returns {HTMLElement | null} */
const rowAt = (target) => target.closest?.(".lists .link[data-room], .lists .link[data-person]") ?? cardAt(target);

/** @param {Carried} carried @returns {Shown | null} */
function placeOf({ target, x, y, n }) {
  const row = rowAt(target);
  if (row) return { row, name: nameAt(row), x, y, n };
  const under = placeAt(target);
  const room = rooms.peek().get(roomOf(under));
  const isThread = under !== roomOf(under);
  const place = document.querySelector(isThread ? ".beside" : ".room");
  return room && place && !readOnlyHere.peek() ? { place: place.getBoundingClientRect(), name: isThread ? null : titleOf(room) } : null;
}

/** Over a panel that takes no files the room is meant. @param {Element} target */
const placeAt = (target) => placeUnder(target) ?? route.peek().room ?? "";

/** @param {HTMLElement} row */
const nameAt = (row) => row.querySelector(".name > bdi")?.textContent ?? nameOf(row.dataset.person ?? "");

/** @param {Carried} carried */
async function dropped({ target, files, entries }) {
  const row = rowAt(target);
  const { room, person } = row?.dataset ?? {};
  if (files.length === 0) return;
  if (person) return add((some) => void sendTo(person, some), files, entries);
  if (room && room !== route.peek().room) navigate(`/r/${room}`);
  const here = room ?? placeAt(target);
  if (rooms.peek().has(roomOf(here))) add((some) => void addFiles(here, some), files, entries);
  else toast(t("sending.nowhere"));
}

const folders = () => import("../folder.js");

/** Files at once, and each folder when the browser has told what is in it. @param {(files: (File | import("../folder.js").Folder)[]) => void} use @param {File[]} files @param {Carried["entries"]} entries those of the files, in the same order */
function add(use, files, entries) {
  const plain = files.filter((_, at) => !entries[at]?.isDirectory);
  if (plain.length > 0) use(plain);
  for (const entry of entries) {
    if (!entry?.isDirectory) continue;
    const unread = () => toast(t("sending.unreadable", { name: entry.name }));
    whenLoaded(folders, (module) => void module.droppedFolder(/** @type {FileSystemDirectoryEntry} */ (entry)).then((/** @type {import("../folder.js").Folder} */ folder) => use([folder]), unread));
  }
}

/** @type {HTMLElement | null} */
let marked = null;

/** @param {Shown | null} next */
function show(next) {
  const row = next && "row" in next ? next.row : null;
  if (marked !== row) marked?.removeAttribute("data-drop");
  row?.setAttribute("data-drop", "");
  marked = row;
  shown.value = next;
}

function Overlay() {
  const now = shown.value;
  // The label would be below the dialog of a card, which has the name as its title.
  if (!now || ("row" in now && now.row.closest("dialog"))) return null;
  const files = "row" in now ? t("attached.files", { n: now.n }) : "";
  if ("row" in now) return html`<p class="drop-count" style=${{ insetBlockStart: `${now.y + AWAY_PX}px`, left: `${now.x + AWAY_PX}px` }}>${h(FileIcon, { name: "file" })}${t("sending.drop_on", { files, name: now.name })}</p>`;
  const { left, top, width, height } = now.place;
  return html`<div class="drop" role="status" style=${{ left: `${left}px`, insetBlockStart: `${top}px`, inlineSize: `${width}px`, blockSize: `${height}px` }}>
    <div class="drop-fan" aria-hidden="true"><i>${h(FileIcon, { name: "image" })}</i><i>${h(Icon, { name: "folder" })}</i><i>${h(FileIcon, { name: "file" })}</i></div>
    <p class="drop-title">${now.name === null ? t("sending.drop_thread") : t("sending.drop", { room: now.name })}</p><p>${t("sending.drop_hint")}</p><p class="drop-small">${t("sending.drop_other")}</p>
  </div>`;
}

const place = document.createElement("div");
document.body.append(place);
render(h(Overlay, null), place);
