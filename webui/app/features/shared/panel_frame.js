/**
 * The frame of what is shown in the panel beside the room: its title, its content, and what stands at its foot. Esc
 * closes it. The focus goes in when it opens, and back when it closes.
 */

import { h, html, useEffect, useLayoutEffect, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { overlays } from "../../store/route.js";
import { closeBeside } from "../../store/side_panel.js";
import { phone } from "../../store/viewport.js";
import { ConnectionStatus } from "../../ui/connection_status.js";
import { Heading, IconButton } from "../../ui/parts.js";
import { loadStyleSheet } from "./style_sheet.js";

void loadStyleSheet("beside");

/**
 * @param {{title: string, note?: any, head?: any, actions?: any, foot?: any, takesFocus?: boolean, children?: any}} props
 * note: a line below the title; head: stands in the place of the title, which only screen readers get then; actions:
 * buttons in the head; foot: below the content; takesFocus: false where the content gives the focus to a field of its own
 */
export function PanelFrame({ title, note = null, head = null, actions = null, foot = null, takesFocus = true, children }) {
  const frame = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    if (takesFocus) frame.current.focus({ preventScroll: true });
  }, []);
  useEscapeFromPage();
  const close = h(IconButton, phone.value
    ? { icon: "back", turns: true, label: t("beside.back"), onClick: closeBeside }
    : { icon: "x", label: t("beside.close"), onClick: closeBeside });
  return html`<aside class="beside" ref=${frame} tabIndex="-1" aria-label=${title} onKeyDown=${escape}>
    <header class="bar">
      ${phone.value && html`<div class="back">${close}</div>`}
      ${head && html`<${Heading} level=${1} class="hidden">${title}<//>${head}`}
      ${!head && html`<div class="title">${h(Heading, { level: 1 }, title)}${note && html`<p>${note}</p>`}</div>`}
      ${actions}${!phone.value && close}
    </header>
    <div class="fill">${children}</div>
    ${phone.value && h(ConnectionStatus, null)}
    ${foot}
  </aside>`;
}

/** Closes the panel by Esc. A dialog on top of it closes first, and a field may use the key itself. @param {KeyboardEvent} event */
function escape(event) {
  if (event.key !== "Escape" || event.shiftKey || event.defaultPrevented || event.isComposing || overlays.peek().length > 0) return;
  event.preventDefault();
  closeBeside();
}

/** Esc counts for the panel also when nothing has the focus, before it means something to the room. */
function useEscapeFromPage() {
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => document.activeElement === document.body && escape(event);
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  }, []);
}
