/** Where files belong that arrive over a part of the page. */

import { inThread } from "../../../store/pending.js";
import { route } from "../../../store/route.js";
import { sidePanel } from "../../../store/side_panel.js";
import { openedThread } from "../../../store/timelines.js";
import { phone } from "../../../store/viewport.js";

/** Whether something is in the panel beside the room, which covers the room on a phone. @param {Element} target */
const isBeside = (target) => Boolean(target.closest?.(".beside")) || (phone.peek() && sidePanel.peek() !== null);

/** The thread in which there is a field to answer. */
const writtenThread = () => (document.querySelector(".beside > .composer") ? openedThread.peek() : null);

/** Returns the thread beside the room if that is meant, else the open room; null over another panel. @param {Element} target @returns {string | null} */
export function placeUnder(target) {
  if (!isBeside(target)) return route.peek().room ?? null;
  const thread = writtenThread();
  return thread && inThread(thread.root);
}
