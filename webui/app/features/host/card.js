/** A card of the page about the host. */

import { h, html } from "../../html.js";
import { Icon } from "../../ui/parts.js";

/** @param {{icon: string, title: string, note?: any, wide?: boolean, children?: any}} props note: stands at the end of the heading */
export const Card = ({ icon, title, note, wide = false, children }) => html`<section class=${wide ? "host-card two" : "host-card"} aria-label=${title}>
  <h3>${h(Icon, { name: icon, small: true })}${title}${note && html`<span class="host-note">${note}</span>`}</h3>
  ${children}
</section>`;

/** The line that a card is about. @param {{children?: any}} props */
export const Big = ({ children }) => html`<p class="host-big">${children}</p>`;
/** The number in it. @param {string} number */
export const large = (number) => html`<b dir="auto">${number}</b>`;
