/** A dialog on top of the page. The browser keeps the focus inside and returns it; Back and Esc close it. */

import { html, h, useLayoutEffect, useRef } from "../html.js";
import { t } from "../lib/i18n.js";
import { closeOverlay } from "../store/route.js";
import { IconButton, isTouch } from "./parts.js";
import { guardPress } from "./presses.js";

/**
 * `light`: for a dialog with one field, which holds the focus itself. A modal one makes the whole page inert, and with
 * many rooms that alone is a long task; a light one lies over the page instead. `isName`: the title is the name of somebody or something, which keeps its own direction.
 * @param {{title: string, kind?: string, at?: {x: number, y: number} | null, bare?: boolean, light?: boolean, isName?: boolean, children?: any}} props
 */
export function Dialog({ title, kind = "", at = null, bare = false, light = false, isName = false, children }) {
  const place = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => show(place.current, at, light), []);
  const handlers = { onPointerDown: pressed, onClick: outside };
  const dialog = html`<dialog ref=${place} class=${`dialog ${kind}`} aria-label=${title} aria-modal=${light ? "true" : undefined} onCancel=${cancel} ...${light ? { onKeyDown: lightKeys, onMouseDown: keepFocus } : handlers}>
    <div class="dialog-inner">
      ${!bare && html`<div class="dialog-head"><h2>${isName ? html`<bdi>${title}</bdi>` : title}</h2>${h(IconButton, { icon: "x", label: t("action.close"), onClick: closeOverlay })}</div>`}
      ${children}
    </div>
  </dialog>`;
  return light ? html`<div class="veil" ...${handlers}>${dialog}</div>` : dialog;
}

/** What the browser does by itself for a modal dialog. @param {KeyboardEvent} event */
function lightKeys(event) {
  if (event.key === "Escape") cancel(event);
  else if (event.key === "Tab") event.preventDefault();
}

/** A press beside the field leaves the focus in it. @param {Event} event */
function keepFocus(event) {
  if (!(/** @type {Element} */ (event.target).matches("input"))) event.preventDefault();
}

/** @param {HTMLDialogElement} dialog @param {{x: number, y: number} | null} at @param {boolean} light */
function show(dialog, at, light) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  guardPress();
  if (light) dialog.show();
  else dialog.showModal();
  if (at) moveTo(dialog, at);
  return () => {
    const isFree = document.activeElement === document.body || dialog.contains(document.activeElement);
    dialog.close();
    // An action in the dialog may have moved the focus elsewhere.
    if (!isFree) return;
    // On a phone the focus would open the keyboard.
    if (before?.isConnected && !(isTouch() && before.matches("textarea, input"))) before.focus({ preventScroll: true });
  };
}

/** Places the dialog beside the pointer, but never over the edge of the window. @param {HTMLDialogElement} dialog @param {{x: number, y: number}} at */
function moveTo(dialog, { x, y }) {
  const { width, height } = dialog.getBoundingClientRect();
  // From right to left the browser would heed the other edge, which it has set to nought.
  dialog.style.right = "auto";
  dialog.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  dialog.style.top = `${Math.max(8, y + height > innerHeight - 8 ? Math.min(y - height, innerHeight - height - 8) : y)}px`;
}

/** Closes by the history, so that Back and Esc do the same. @param {Event} event */
function cancel(event) {
  event.preventDefault();
  void closeOverlay();
}

/** Whether the press began beside the dialog. Someone who selects text in it and lets go outside does not want to close it. */
let isOutside = false;

/** @param {Event} event */
function pressed(event) {
  isOutside = event.target === event.currentTarget;
}

/** @param {Event} event */
function outside(event) {
  if (isOutside && event.target === event.currentTarget) void closeOverlay();
}
