/** Below a message that waits for its files: how far they are, and buttons that pause and cancel. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { pending } from "../../store/pending.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";
import { IconButton } from "../../ui/parts.js";
import { FileIcon } from "../shared/file_icon.js";
import { shownName } from "../files/names.js";
import { choose } from "../shared/choose_files.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Meter, partText, speedText } from "./parts.js";
import { goOn, waits } from "./resume.js";
import { uploadOf } from "./uploads.js";

void loadStyleSheet("features/sending");

const folders = () => import("./folder.js");

/** @typedef {import("../../store/pending.js").Chosen} Chosen */

/** @param {{message: any}} props */
export function Uploading({ message: { client_id: clientId } }) {
  const files = pending.value.find((entry) => entry.client_id === clientId)?.attachments ?? [];
  const left = files.filter(({ id }) => !id);
  const known = left.flatMap(({ key }) => uploadOf(key)?.progress.value ?? []);
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0);
  const far = { size: sum(files.map(({ size }) => size)), sent: sum(files.map(({ id, size }) => (id ? size : 0))) + sum(known.map(({ sent }) => sent)), speed: sum(known.map(({ speed }) => speed)) };
  const isPaused = known.some(({ state }) => state === "paused");
  const name = files.length === 1 ? shownName(files[0].name) : t("attached.files", { n: files.length });
  return html`<div class="uploading">
    ${h(Meter, { far, label: t("sending.progress", { name }) })}
    <p><span class="uploading-part">${partText(far)}</span> ${h(Line, { left, known, far })}</p>
    ${known.length > 0 && html`<button type="button" class="icon-button" aria-label=${isPaused ? t("sending.resume") : t("sending.pause")} title=${isPaused ? t("sending.resume") : t("sending.pause")} onClick=${() => turn(left, isPaused)}>${h(FileIcon, { name: isPaused ? "play" : "pause" })}</button>`}
    ${h(IconButton, { icon: "x", label: t("sending.cancel"), onClick: () => void syncLayer().then((on) => on.discard(clientId)) })}
  </div>`;
}

/** @param {Chosen[]} files @param {boolean} isPaused */
function turn(files, isPaused) {
  for (const { key } of files) {
    const upload = uploadOf(key);
    if (isPaused && upload?.progress.peek().state === "paused") upload.queue();
    else if (!isPaused) upload?.pause();
  }
}

/** What stands in the way, or how fast it goes. @param {{left: Chosen[], known: import("./upload.js").Progress[], far: import("./parts.js").Far}} props */
function Line({ left, known, far }) {
  const missing = left.find(({ key }) => waits.value.get(key) === "missing");
  if (missing) return html`<span role="alert">${askText(missing)} <button type="button" class="uploading-act" onClick=${() => chooseAgain(missing)}>${t("sending.choose")}</button></span>`;
  const failed = known.find(({ state }) => state === "failed");
  if (failed) return html`<span class="uploading-failed" role="alert">${failed.reason} <button type="button" class="uploading-act" onClick=${() => again(left)}>${t("action.retry")}</button></span>`;
  if (known.some(({ state }) => state === "paused")) return t("sending.paused");
  if (known.some(({ state }) => state === "lost")) return t("sending.link");
  if (left.some(({ key }) => waits.value.get(key) === "elsewhere")) return t("sending.elsewhere");
  return known.some(({ state }) => state === "sending") ? speedText(far) : t("sending.waiting");
}

/** @param {Chosen} missing */
function askText({ name, folder }) {
  return folder === undefined ? t("sending.again", { name: shownName(name) }) : t("sending.again_folder", { name: shownName(name) });
}

/** @param {Chosen[]} files */
function again(files) {
  for (const { key } of files) {
    const upload = uploadOf(key);
    if (upload?.progress.peek().state === "failed") upload.queue();
  }
}

/** @param {Chosen} missing */
function chooseAgain(missing) {
  const isFolder = missing.folder !== undefined;
  choose({ isFolder }, async (files) => {
    const file = isFolder ? (await folders()).chosenFolder(files) : files[0];
    if (!file) return;
    const isSame = file.size === missing.size && file.lastModified === missing.modified && file.name.normalize("NFC") === missing.name && (file instanceof File || file.print === missing.folder);
    if (isSame) goOn(missing, file);
    else toast(t("sending.other_file", { name: shownName(missing.name) }));
  });
}
