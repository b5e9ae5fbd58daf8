/** What the tray and the waiting message have in common: a bar, and words about how far an upload is. */

import { html } from "../../html.js";
import { percent, t } from "../../lib/i18n.js";
import { sizeText } from "../files/names.js";
import { timeText } from "./rate.js";

/** @typedef {{sent: number, size: number, speed: number}} Far */

/** @param {{far: Far, label: string}} props */
export function Meter({ far: { sent, size }, label }) {
  const done = size > 0 ? Math.floor((100 * sent) / size) : 100;
  return html`<div class="sent-part" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${done}><span style=${{ inlineSize: `${done}%` }}></span></div>`;
}

/** "62 % of 148 MB". @param {Far} far */
export function partText({ sent, size }) {
  const part = percent(size > 0 ? Math.floor((100 * sent) / size) / 100 : 1);
  return t("sending.part", { part, size: sizeText(size) });
}

/** "41 MB/s · 2s left"; nothing while the speed is not known. @param {Far} far */
export function speedText({ sent, size, speed }) {
  if (sent >= size) return t("sending.finishing");
  if (speed <= 0) return "";
  const time = timeText((size - sent) / speed);
  return `${t("sending.speed", { size: sizeText(speed) })} · ${t("sending.left", { time })}`;
}
