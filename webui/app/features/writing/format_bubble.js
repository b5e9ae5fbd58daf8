/** The buttons of formatting. They appear while something is selected in the composer: above it, and on a phone under the field, where the phone's own menu does not cover them. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { IconButton, isTouch } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { applyFormat, isFormatted } from "./format_field.js";
import { selectionPlace } from "./selection_place.js";

void loadStyleSheet("features/writing");

/** The sentences are t("format.bold") and so on. @type {{format: import("./format_field.js").Format, icon: string, label: () => string}[]} */
const BUTTONS = [
  { format: "bold", icon: "bold", label: () => t("format.bold") },
  { format: "italic", icon: "italic", label: () => t("format.italic") },
  { format: "strike", icon: "strike", label: () => t("format.strike") },
  { format: "code", icon: "code", label: () => t("format.code") },
  { format: "link", icon: "link", label: () => t("format.link") },
  { format: "quote", icon: "quote", label: () => t("format.quote") },
];

/** The bubble stays this far from the edges of the field, pixels. */
const EDGE_PX = 4;

/** @param {{field: any}} props */
export function FormatBubble({ field }) {
  const bar = useRef(/** @type {any} */ (null));
  const range = useSelection(field, bar);
  useLayoutEffect(() => {
    if (range && !isTouch()) place(bar.current, field.current, range);
  }, [range]);
  if (!range) return null;
  return html`<div class=${isTouch() ? "format below" : "format"} role="toolbar" aria-label=${t("format.title")} ref=${bar}>
    ${BUTTONS.map(({ format, icon, label }) => h(IconButton, {
      key: format, icon, label: label(), "aria-pressed": String(isFormatted(field.current, format)),
      onPointerDown: (/** @type {Event} */ event) => event.preventDefault(),
      onClick: () => applyFormat(field.current, format),
    }))}
  </div>`;
}

/** Returns what is selected, or null. Escape hides the buttons until something else is selected. @param {any} field @param {any} bar */
function useSelection(field, bar) {
  const [range, setRange] = useState(/** @type {{from: number, to: number} | null} */ (null));
  const dismissed = useRef("");
  useEffect(() => {
    const input = field.current;
    const look = () => {
      const { selectionStart: from, selectionEnd: to, value } = input;
      const isHere = document.activeElement === input || bar.current?.contains(document.activeElement);
      const isAny = isHere && value.slice(from, to).trim() !== "" && dismissed.current !== `${from} ${to}`;
      setRange(isAny ? { from, to } : null);
    };
    const escape = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape" || !bar.current) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      dismissed.current = `${input.selectionStart} ${input.selectionEnd}`;
      input.focus();
      look();
    };
    const events = ["select", "input", "keyup", "pointerup", "focusin", "focusout", "selectionchange"];
    const later = () => requestAnimationFrame(look);
    for (const name of events) document.addEventListener(name, later);
    document.addEventListener("keydown", escape, true);
    look();
    return () => {
      for (const name of events) document.removeEventListener(name, later);
      document.removeEventListener("keydown", escape, true);
    };
  }, []);
  return range;
}

/** @param {HTMLElement} bar @param {HTMLTextAreaElement} field @param {{from: number, to: number}} range */
function place(bar, field, { from, to }) {
  const { x, y } = selectionPlace(field, from, to);
  const frame = /** @type {HTMLElement} */ (bar.offsetParent);
  const left = field.offsetLeft + x - bar.offsetWidth / 2;
  const top = field.offsetTop + Math.max(0, y) - bar.offsetHeight - EDGE_PX;
  bar.style.left = `${Math.max(EDGE_PX, Math.min(left, frame.clientWidth - bar.offsetWidth - EDGE_PX))}px`;
  bar.style.top = `${top}px`;
}
