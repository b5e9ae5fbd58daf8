/** Dragging a room to another place of the sidebar with the mouse. */

import { mayStandIn, moveInto, moveTo, roomOf, shownIn } from "./arrange.js";

/** @typedef {{section: string, at: number, mark: HTMLElement, where: "before" | "after" | "into"}} Target */

/** Follows a drag that has begun until it ends. @param {HTMLElement} lists @param {string} roomId */
export function follow(lists, roomId) {
  const room = roomOf(roomId);
  if (!room) return;
  /** @type {Target | null} */
  let target = null;
  const show = (/** @type {Target | null} */ next) => {
    target?.mark.removeAttribute("data-drop");
    target = next;
    target?.mark.setAttribute("data-drop", target.where);
  };
  const over = (/** @type {DragEvent} */ event) => {
    const next = targetUnder(event, room);
    show(next);
    if (next) event.preventDefault();
  };
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    if (target?.where === "into") void moveInto(room, target.section);
    else if (target) void moveTo(room, target.section, target.at);
  };
  const end = () => {
    show(null);
    lists.removeEventListener("dragover", over);
    lists.removeEventListener("drop", drop);
    removeEventListener("dragend", end);
  };
  lists.addEventListener("dragover", over);
  lists.addEventListener("drop", drop);
  addEventListener("dragend", end);
}

/** @param {DragEvent} event @param {any} room @returns {Target | null} */
function targetUnder(event, room) {
  const under = /** @type {Element} */ (event.target);
  const head = /** @type {HTMLElement | null} */ (under.closest("[data-section]"));
  if (head) return mayStandIn(room, head.dataset.section ?? "") ? { section: head.dataset.section ?? "", at: 0, mark: head, where: "into" } : null;
  const list = /** @type {HTMLElement | null} */ (under.closest("[data-list]"));
  const section = list?.dataset.list ?? "unread";
  if (!list || !mayStandIn(room, section)) return null;
  const row = /** @type {HTMLElement | null} */ (under.closest("li"))?.querySelector("[data-room]");
  if (!row) return { section, at: shownIn(section).length, mark: list, where: "into" };
  const box = row.getBoundingClientRect();
  const where = event.clientY < box.top + box.height / 2 ? "before" : "after";
  const others = shownIn(section).filter((id) => id !== room.id);
  const at = others.indexOf(/** @type {HTMLElement} */ (row).dataset.room ?? "");
  if (at < 0) return null; // over itself
  return { section, at: where === "before" ? at : at + 1, mark: /** @type {HTMLElement} */ (row), where };
}
