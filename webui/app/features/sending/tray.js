/** The tray above the composer: the files of the next message, with their pictures, their order and how far each is. */

import { h, html } from "../../html.js";
import { series, t } from "../../lib/i18n.js";
import { trays } from "../../store/pending.js";
import { Icon, isTouch, Lazy } from "../../ui/parts.js";
import { FileName, KindBox } from "../files/file_row.js";
import { shownName, sizeText } from "../files/names.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Meter, partText, speedText } from "./parts.js";
import { pickFiles } from "./pick.js";
import { moveFile, removeFile, uploadOf } from "./uploads.js";

void loadStyleSheet("features/files");
void loadStyleSheet("features/sending");

const voiceTile = () => import("./voice_tile.js").then((module) => module.VoiceTile);

/** @typedef {import("../../store/pending.js").Chosen} Chosen */

/** @param {{place: string}} props */
export function Tray({ place }) {
  const files = trays.value.get(place) ?? [];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const counted = t("attached.files", { n: files.length });
  return html`<ul class="tray" aria-label=${t("sending.tray")} onKeyDown=${(/** @type {KeyboardEvent} */ event) => pressed(event, place)}>
      ${files.map((file) => h(file.kind === "voice" ? Lazy : Tile, { key: file.key, load: voiceTile, file, place }))}
      <li class="tile-add"><button type="button" class="tile" onClick=${() => pickFiles(place)}>${h(Icon, { name: "plus" })}<span>${t("sending.add")}</span></button></li>
    </ul>
    ${size > 0 && html`<p class="tray-foot">${t("sending.total", { files: counted, size: sizeText(size) })}</p>`}`;
}

/** @param {{file: Chosen, place: string}} props */
function Tile({ file, place }) {
  const name = shownName(file.name);
  const isShown = file.kind === "image" || file.kind === "video";
  const progress = uploadOf(file.key)?.progress.value;
  const far = { size: file.size, sent: progress?.sent ?? 0, speed: progress?.speed ?? 0 };
  const isFailed = progress?.state === "failed";
  return html`<li class=${isShown && !isFailed ? "tile" : "tile wide"} data-key=${file.key} data-state=${file.id ? "done" : progress?.state ?? "waiting"} tabindex="0" draggable="true" aria-label=${series([name, sizeText(file.size)])}
      onDragStart=${(/** @type {DragEvent} */ event) => dragged(event, file.key)} onDragOver=${(/** @type {DragEvent} */ event) => draggedOver(event, place)} onDragEnd=${() => (carried = "")}>
    ${isShown && !isFailed ? h(Picture, { file }) : html`${h(KindBox, { file })}<p class="tile-text">${h(FileName, { name: file.name })}<span>${progress && progress.sent > 0 && progress.state !== "done" ? partText(far) : sizeText(file.size)}</span></p>`}
    ${progress?.state === "sending" && far.sent < file.size && h(Meter, { far, label: t("sending.progress", { name }) })}
    ${(!isShown || isFailed) && progress && h(Words, { progress, far, file })}
    <button type="button" class="tile-off" aria-label=${t("sending.remove", { name })} title=${t("sending.remove", { name })} onClick=${() => removed(place, file.key)}>${h(Icon, { name: "x" })}</button>
  </li>`;
}

/** @param {{file: Chosen}} props */
const Picture = ({ file: { kind, url } }) => (kind === "image" ? html`<img src=${url} alt="" draggable="false" />` : html`<video src=${url} muted playsinline preload="metadata"></video>`);

/** @param {{progress: import("./upload.js").Progress, far: import("./parts.js").Far, file: Chosen}} props */
function Words({ progress: { state, reason }, far, file }) {
  if (state === "failed") return html`<p class="tile-line" role="alert">${reason} <button type="button" onClick=${() => uploadOf(file.key)?.queue()}>${t("action.retry")}</button></p>`;
  if (state === "busy") return html`<p class="tile-line">${t("sending.waiting")}</p>`;
  if (state === "lost") return html`<p class="tile-line">${t("sending.link")}</p>`;
  return state === "sending" ? html`<p class="tile-line">${speedText(far)}</p>` : null;
}

/** The focus goes to the next file, or back to the field. On a phone that would open the keyboard. @param {string} place @param {string} key */
function removed(place, key) {
  const tile = document.querySelector(`.tray [data-key="${key}"]`);
  const next = tile?.nextElementSibling?.matches("[data-key]") ? tile.nextElementSibling : tile?.previousElementSibling ?? tile?.closest(".composer")?.querySelector("textarea");
  removeFile(place, key);
  if (!isTouch()) /** @type {HTMLElement | null} */ (next)?.focus({ preventScroll: true });
}

/** The arrows with Alt move a file, Delete removes it. @param {KeyboardEvent} event @param {string} place */
function pressed(event, place) {
  const tile = /** @type {HTMLElement} */ (event.target);
  const key = tile.dataset.key;
  if (!key) return;
  const forward = getComputedStyle(tile).direction === "rtl" ? -1 : 1;
  const by = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Delete" || event.key === "Backspace") removed(place, key);
  else if (by && event.altKey) moveFile(place, key, by);
  else return;
  event.preventDefault();
}

/** The file that is dragged to another place. */
let carried = "";

/** @param {DragEvent} event @param {string} key */
function dragged(event, key) {
  carried = key;
  event.dataTransfer?.setData("text/plain", "");
}

/** It takes the place that it is dragged over. @param {DragEvent} event @param {string} place */
function draggedOver(event, place) {
  const over = /** @type {HTMLElement} */ (event.currentTarget).dataset.key;
  if (!carried || !over) return;
  event.preventDefault();
  const keys = (trays.peek().get(place) ?? []).map((file) => file.key);
  const by = keys.indexOf(over) - keys.indexOf(carried);
  if (by !== 0) moveFile(place, carried, by);
}
