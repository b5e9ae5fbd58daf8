/**
 * The panel beside the room: one feature at a time, such as a thread. On a wide screen it stands beside the room and is
 * not modal; on a phone it is a page on top of the room, and Back closes it.
 */

import { effect, signal } from "../html.js";
import { editing, replying } from "./editing.js";
import { goBackFrom, pageHistory, route, whenBackHasGone, whenLoaded } from "./route.js";
import { scrollTarget } from "./timelines.js";
import { phone } from "./viewport.js";

/** @typedef {{component: any, props: any, room: string | null, opener: Element | null, n: number}} SidePanel */

/** What the panel shows, or null when there is none. */
export const sidePanel = signal(/** @type {SidePanel | null} */ (null));

let count = 0;

/**
 * Shows a component of a module in the panel, in place of what was there. `room`: the panel closes when another room is
 * opened. The component draws itself in a `PanelFrame` (features/shared/panel_frame.js).
 * @param {() => Promise<any>} load @param {string} name @param {any} [props] @param {{room?: string | null}} [options]
 */
export function openBeside(load, name, props = {}, { room = null } = {}) {
  const opener = document.activeElement;
  const show = (/** @type {any} */ module) => {
    count += 1;
    // A panel that replaces another one returns the focus to where that one was opened.
    sidePanel.value = { component: module[name], props, room, opener: sidePanel.peek()?.opener ?? opener, n: count };
    // On a phone the panel is a page of its own, so it has an entry in the history.
    if (phone.peek() && !pageHistory.state?.beside) pageHistory.pushState({ ...history.state, beside: true }, "");
  };
  whenLoaded(load, (module) => whenBackHasGone(() => show(module)));
}

/** Closes the panel. On a phone this goes back in the history, as Back does. Resolves when it is gone. @returns {Promise<void>} */
export function closeBeside() {
  const isPage = () => sidePanel.peek() && pageHistory.state?.beside;
  if (isPage()) return goBackFrom(isPage);
  if (sidePanel.peek()) close();
  return Promise.resolve();
}

function close() {
  const opener = /** @type {HTMLElement | null} */ (sidePanel.peek()?.opener ?? null);
  const hadFocus = document.activeElement === document.body || document.activeElement?.closest(".beside");
  sidePanel.value = null;
  if (!hadFocus) return;
  const composer = /** @type {HTMLElement | null} */ (phone.peek() ? null : document.querySelector(".room .composer textarea"));
  // A menu from which the panel was opened is gone by now.
  const target = opener?.isConnected && opener !== document.body && !opener.closest("dialog") ? opener : composer;
  const focus = () => /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
  // On a phone the room is inert until the page is drawn without the panel.
  if (phone.peek()) setTimeout(focus);
  else focus();
}

/** Closes the panel with Back, with another room, and on a phone with whatever leads to the room below. main.js calls this once. */
export function followSidePanel() {
  addEventListener("popstate", (event) => {
    if (sidePanel.peek() && phone.peek() && !event.state?.beside) close();
  });
  effect(() => {
    const { room } = route.value;
    const panel = sidePanel.peek();
    if (panel && ((panel.room && panel.room !== room) || (phone.peek() && !pageHistory.state?.beside))) close();
  });
  effect(() => {
    if ((scrollTarget.value || replying.value || editing.value) && phone.peek()) closeBeside();
  });
}
