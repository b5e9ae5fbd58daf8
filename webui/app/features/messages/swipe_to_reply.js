/** Replies to a message that is swiped toward the start edge. The message follows the finger with growing resistance. */

import { replying } from "../../store/editing.js";

/** How far the finger must go to reply, how far the message follows, and how short a move is not a swipe yet, pixels. */
const FAR_PX = 48;
const MOST_PX = 72;
const SLACK_PX = 10;

/** @typedef {{row: HTMLElement, message: any, x: number, y: number, toStart: number, pulled: number, swiping: boolean}} Swipe */
let swipe = /** @type {Swipe | null} */ (null);

/** @typedef {{row: HTMLElement, message: any, x: number, y: number}} Start */

/** The finger has touched a message. @param {Start} start */
export function begin({ row, message, x, y }) {
  const toStart = getComputedStyle(row.parentElement ?? row).direction === "rtl" ? 1 : -1;
  swipe = { row, message, x, y, toStart, pulled: 0, swiping: false };
}

/** The finger has moved. @param {PointerEvent} event */
export function move(event) {
  if (!swipe) return;
  const along = (event.clientX - swipe.x) * swipe.toStart;
  // A vertical move scrolls the timeline; a move toward the end edge does nothing.
  if (!swipe.swiping && Math.abs(event.clientY - swipe.y) > SLACK_PX) return end(false);
  if (!swipe.swiping && along < SLACK_PX) return;
  swipe.swiping = true;
  pull(swipe, Math.max(0, along - SLACK_PX));
}

/** The finger was lifted, or the browser has taken the touch over. @param {boolean} isDone whether the finger was lifted, and the gesture not taken over by the browser */
export function end(isDone) {
  const over = swipe;
  swipe = null;
  if (!over?.swiping) return;
  over.row.style.removeProperty("--pull");
  delete over.row.dataset.pull;
  if (isDone && over.pulled >= FAR_PX) replying.value = over.message;
}

/** @param {Swipe} one @param {number} px */
function pull(one, px) {
  if (one.pulled < FAR_PX && px >= FAR_PX) navigator.vibrate?.(10);
  one.pulled = px;
  // Beyond the limit the message follows half the way, so that the finger feels the end.
  const shown = Math.min(MOST_PX, px <= FAR_PX ? px : FAR_PX + (px - FAR_PX) / 2);
  one.row.style.setProperty("--pull", `${shown * one.toStart}px`);
  one.row.dataset.pull = px >= FAR_PX ? "far" : "near";
}
