/** A card of the page about the host. */

import { h, html } from "../../html.js";
import { Icon } from "../../ui/parts.js";

/** @param {{icon: string, title: string, note?: any, wide?: boolean, children?: any}} props note: stands at the end of the heading */
export const Card = ({ icon, title, note, wide = false, children }) => html`<section class=${wide ? "host-card two" : "host-card"} aria-label=${title}>
  <h3>${h(Icon, { name: icon, small: true })}${title}${note && html`<span class="host-note">${note}</span>`}</h3>
  ${children}
</section>`;

/** The number that a card is about. @param {{number: string, words: string}} props */
export const Big = ({ number, words }) => html`<p class="host-big"><b dir="auto">${number}</b> ${words}</p>`;
