/** The picture of a waveform. */

import { html } from "../../html.js";
import { barsOf } from "./peaks.js";

const STEP = 4.6;
const WIDE = 210;

/** @param {{peaks?: number[], part?: number}} props part: how much of it has been heard, from 0 to 1 */
export function Wave({ peaks, part = 0 }) {
  const bars = barsOf(peaks);
  const step = Math.min(STEP, WIDE / bars.length);
  return html`<svg class="wave" viewBox=${`0 0 ${WIDE} 32`} preserveAspectRatio="none" aria-hidden="true">${bars.map((tall, at) => html`<rect class=${at < part * bars.length ? "heard" : ""} x=${(at * step).toFixed(1)} y=${(16 - tall / 2).toFixed(1)} width="2" height=${tall.toFixed(1)} rx="1" />`)}</svg>`;
}
