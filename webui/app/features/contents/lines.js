/** Lines of text in a form, such as the options of a poll. An empty one follows the last until there are enough. */

import { html, useRef } from "../../html.js";
import { withEmpty } from "./written_lines.js";

/**
 * @param {{legend: string, label: (n: number) => string, lines: string[], onChange: (lines: string[]) => void, least: number, most: number,
 *   length: number, error?: string | null}} props length: of a line, in characters
 */
export function Lines({ legend, label, lines, onChange, least, most, length, error }) {
  const place = useRef(/** @type {any} */ (null));
  const change = (/** @type {number} */ at, /** @type {string} */ text) => onChange(withEmpty(lines.map((line, index) => (index === at ? text : line)), least, most));
  // Enter goes to the next line, as in a list that is written by hand.
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    const fields = /** @type {HTMLInputElement[]} */ ([...place.current.querySelectorAll("input")]);
    const next = fields[fields.indexOf(/** @type {any} */ (event.target)) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return html`<fieldset class="entry lines" ref=${place} onKeyDown=${key}><legend>${legend}</legend>
    ${lines.map((line, at) => html`<input key=${at} type="text" dir="auto" aria-label=${label(at + 1)} placeholder=${label(at + 1)} maxlength=${length} autocomplete="off" value=${line}
      onInput=${(/** @type {any} */ event) => change(at, event.currentTarget.value)} />`)}
    ${error && html`<p class="wrong" role="alert">${error}</p>`}
  </fieldset>`;
}
