/** The bar of the host's disk: what the office takes, what others take, and what is free. */

import { h, html } from "../../html.js";
import { rich, series, t } from "../../lib/i18n.js";
import { Icon } from "../../ui/parts.js";
import { sizeText } from "../files/names.js";

/** A part of the bar that is there is at least so wide, in percent. */
const LEAST_PERCENT = 0.6;

/** @param {{space: any}} props */
export function Gauge({ space }) {
  const { disk } = space;
  const parts = partsOf(space);
  const used = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const words = parts.map(({ name, bytes }) => `${name} ${sizeText(bytes)}`);
  return html`<section>
    <p class="storage-sum">${rich("storage.used_free", { used: html`<b dir="auto">${sizeText(used)}</b>` }, { free: sizeText(disk.free) })}</p>
    <div class="gauge" role="img" aria-label=${t("storage.gauge", { parts: series(words), total: sizeText(disk.total) })}>
      ${parts.map(({ key, bytes }) => html`<i key=${key} style=${`inline-size:${Math.max(LEAST_PERCENT, (bytes / disk.total) * 100)}%`}></i>`)}
      <i class="others" style=${`inline-size:${Math.max(0, (disk.total - disk.free - used) / disk.total) * 100}%`}></i>
    </div>
    <p class="legend" aria-hidden="true">${words.map((one) => html`<span key=${one}><i></i><bdi>${one}</bdi></span>`)}<span><i class="others"></i>${t("storage.others")}</span></p>
    ${disk.free < disk.floor
      ? html`<p class="storage-full" role="status">${h(Icon, { name: "alert", small: true })}<span>${t("storage.below_floor", { floor: sizeText(disk.floor) })}</span></p>`
      : html`<p class="hint">${t("storage.floor", { floor: sizeText(disk.floor) })}</p>`}
  </section>`;
}

/** @param {any} space @returns {{key: string, name: string, bytes: number}[]} */
function partsOf({ disk, file_bytes: files, message_bytes: messages, search_bytes: search }) {
  const all = [
    { key: "files", name: t("storage.files"), bytes: files },
    { key: "messages", name: t("storage.messages"), bytes: messages },
    { key: "search", name: t("storage.search"), bytes: search },
    { key: "made", name: t("storage.made"), bytes: disk.made },
    { key: "unfinished", name: t("storage.unfinished"), bytes: disk.unfinished },
  ];
  return all.filter(({ bytes }) => bytes > 0);
}
