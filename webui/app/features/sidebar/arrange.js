/** Arranges the sidebar: what the keys, the menus and dragging have in common. */

import { t } from "../../lib/i18n.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { sections, sectionOf, sectionTitle } from "../../store/sidebar_sections.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";
import { moveBy, place, putInto } from "./moves.js";

/** @typedef {import("../../store/sidebar_sections.js").Section} Section */

/** Shows and stores an arrangement. @param {Section[]} next */
export const arrange = (next) => syncLayer().then((on) => on.arrangeSidebar(next));

/** The ids of the rooms that a section shows now. @param {string} sectionId */
export const shownIn = (sectionId) =>
  [...document.querySelectorAll(`[data-list="${CSS.escape(sectionId)}"] [data-room]`)].map((row) => /** @type {HTMLElement} */ (row).dataset.room ?? "");

/** Moves a row up or down in its section, and keeps the focus on it. The unread section has no order of its own. @param {HTMLElement} row @param {number} step */
export async function moveRow(row, step) {
  const id = row.dataset.room ?? "";
  const section = /** @type {HTMLElement} */ (row.closest("[data-list]")).dataset.list ?? "";
  if (section === "unread") return toast(t("sidebar.unread_order"));
  const stored = arrange(moveBy(sections.peek(), id, section, shownIn(section), step));
  // A row that is moved loses the focus. Whoever has gone on meanwhile keeps theirs.
  requestAnimationFrame(() => document.activeElement === document.body && focusRoom(id));
  await stored;
}

/** @param {string} id */
export function focusRoom(id) {
  /** @type {HTMLElement | null} */ (document.querySelector(`.lists [data-room="${CSS.escape(id)}"]`))?.focus();
}

/** Puts a room into another section, with an undo. @param {any} room @param {string} sectionId */
export async function moveInto(room, sectionId) {
  await withUndo(putInto(sections.peek(), room, sectionId), room, sectionId);
}

/** Puts a room at a place of a section, as where it was dropped. @param {any} room @param {string} sectionId @param {number} at */
export async function moveTo(room, sectionId, at) {
  await withUndo(place(sections.peek(), room.id, sectionId, shownIn(sectionId), at), room, sectionId);
}

/** @param {Section[]} next @param {any} room @param {string} sectionId */
async function withUndo(next, room, sectionId) {
  const before = sections.peek();
  const isOther = sectionOf(before, room) !== sectionId;
  await arrange(next);
  const name = sectionTitle({ id: sectionId, name: next.find((section) => section.id === sectionId)?.name });
  if (isOther) toast(t("sidebar.moved", { room: titleOf(room), section: name }), { label: t("action.undo"), act: () => void arrange(before) });
}

/** Whether a room may stand in a section: each among its own kind, or where this person puts it. @param {any} room @param {string} sectionId */
export const mayStandIn = (room, sectionId) =>
  sectionId !== "unread" && (sectionId === "rooms" ? room.kind !== "direct" : sectionId === "people" ? room.kind === "direct" : true);

/** @param {string} id */
export const roomOf = (id) => rooms.peek().get(id);
