/** The keys and the pointer in the sidebar's lists: one Tab stop, arrows between the rows, and a menu for each room. */

import { whenLoaded } from "../../store/route.js";
import { moveTabStop } from "../../ui/sidebar_lists.js";
import { beginPress, cancelPress, movePress } from "../../ui/presses.js";

const menu = () => import("./room_menu.js");
const drag = () => import("./drag_rooms.js");
const arrange = () => import("./arrange.js");

/** @param {any} target */
const listsOf = (target) => /** @type {HTMLElement | null} */ (target.closest?.(".lists"));

/** @param {Element} lists */
const stops = (lists) => /** @type {HTMLElement[]} */ ([...lists.querySelectorAll("h2 button, li > .link")]);

/** What has the focus is the Tab stop from now on. @param {any} event */
function onFocusIn({ target }) {
  const lists = target.matches("h2 button, .link") && listsOf(target);
  if (lists && target.tabIndex !== 0) moveTabStop(lists, target);
}

/** @param {any} event */
function onKeyDown(event) {
  const { target, key } = event;
  const lists = listsOf(target);
  if (!lists || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[/** @type {string} */ (key)];
  const act = event.shiftKey ? step && rearranges(target, step) : step ? () => focusBy(lists, target, step) : others(lists, target)[key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** @param {Element} lists @param {HTMLElement} from @param {number} step */
function focusBy(lists, from, step) {
  const all = stops(lists);
  all[all.indexOf(from) + step]?.focus();
}

/** @param {Element} lists @param {HTMLElement} target @returns {Record<string, (() => void) | false>} */
function others(lists, target) {
  const all = stops(lists);
  const isOpen = target.getAttribute("aria-expanded");
  // A section opens toward the end of the line, where its arrow points while it is folded.
  const [toEnd, toStart] = getComputedStyle(lists).direction === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  return {
    Home: () => all[0]?.focus(),
    End: () => all[all.length - 1]?.focus(),
    [toEnd]: isOpen === "false" && (() => target.click()),
    [toStart]: isOpen === "true" && (() => target.click()),
  };
}

/** With Shift the arrows move the room itself. @param {HTMLElement} target @param {number} step */
const rearranges = (target, step) => target.dataset.room !== undefined && (() => whenLoaded(arrange, (module) => module.moveRow(target, step)));

/** @param {any} event */
const roomUnder = (event) => /** @type {HTMLElement | null} */ (event.target.closest?.(".lists [data-room], .lists [data-section]"));

/** @param {HTMLElement} row @param {{x: number, y: number} | null} at */
const openMenu = (row, at) => whenLoaded(menu, (module) => module.openRowMenu(row.dataset, at));

/** Also the menu key and Shift+F10 come as this event. @param {any} event */
function onContextMenu(event) {
  const row = roomUnder(event);
  if (!row) return;
  event.preventDefault();
  if (event.pointerType === "touch") return;
  const box = row.getBoundingClientRect();
  const isKey = event.clientX === 0 && event.clientY === 0;
  openMenu(row, isKey ? { x: getComputedStyle(row).direction === "rtl" ? box.right - 32 : box.left + 32, y: box.bottom } : { x: event.clientX, y: event.clientY });
}

/** A finger that rests on a row opens its menu. @param {any} event */
function onPointerDown(event) {
  const row = event.pointerType === "touch" ? roomUnder(event) : null;
  if (row) beginPress(event, () => openMenu(row, null));
}

/** Rooms are dragged with a mouse; a finger scrolls, and has the menu. @param {any} event */
function onDragStart(event) {
  const row = event.target.closest?.(".lists [data-room]");
  if (!row) return;
  cancelPress();
  const lists = /** @type {HTMLElement} */ (listsOf(row));
  event.dataTransfer.effectAllowed = "move";
  void drag().then((module) => module.follow(lists, row.dataset.room), () => null);
}

/** Starts following the lists, whichever are drawn. */
export function followLists() {
  const handlers = { focusin: onFocusIn, keydown: onKeyDown, contextmenu: onContextMenu, pointerdown: onPointerDown, pointermove: (/** @type {any} */ event) => movePress(event), pointerup: cancelPress, pointercancel: cancelPress, dragstart: onDragStart };
  for (const [type, handler] of Object.entries(handlers)) document.addEventListener(type, handler);
}
