/** A menu: beside the pointer, or as a sheet at the foot of a phone. */

import { h, html } from "../../html.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";

/** @typedef {[any, string, () => unknown, boolean?]} Choice icon (a name, or a drawn one), label, what it does, whether it is dangerous */
/** Where the pointer is; null for the foot of the screen. @typedef {{x: number, y: number} | null} Place */

/** Icons that point along the line of text. */
const TURNS = ["reply", "forward"];

/** @param {{title: string, at: Place, choices: Choice[], before?: any, after?: any}} props before, after: what else stands in the menu */
export const Menu = ({ title, at, choices, before = null, after = null }) => html`<${Dialog} title=${title} kind=${at ? "popup" : "sheet"} at=${at} bare>
  ${before}
  ${choices.length > 0 && html`<ul class="menu" onKeyDown=${arrows}>${choices.map(([icon, label, act, danger]) => html`<li key=${label}>
    <button type="button" class=${danger ? "danger" : ""} onClick=${choose(act)}>${typeof icon === "string" ? h(Icon, { name: icon, turns: TURNS.includes(icon) }) : icon}<span>${label}</span></button></li>`)}</ul>`}
  ${after}
<//>`;

/** The menu closes and returns the focus before the chosen action runs. @param {() => unknown} act */
export const choose = (act) => () => void closeOverlay().then(act);

/** Arrow keys move through the menu, as Tab does. @param {KeyboardEvent} event */
export function arrows(event) {
  const onward = getComputedStyle(/** @type {Element} */ (event.currentTarget)).direction === "rtl" ? -1 : 1;
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: onward, ArrowLeft: -onward }[event.key];
  if (!step) return;
  const buttons = /** @type {HTMLElement[]} */ ([.../** @type {Element} */ (event.currentTarget).querySelectorAll("button")]);
  const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
