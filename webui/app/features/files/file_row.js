/** One file that is no picture: its kind, its name, its size, and a button to download it. A press on the name shows what can be shown. */

import { h, html } from "../../html.js";
import { hasPage, isSound } from "../../ui/attachment_space.js";
import { t } from "../../lib/i18n.js";
import { lengthText, moment, shortWhen } from "../../lib/time.js";
import { openText } from "./acts.js";
import { FileIcon } from "../shared/file_icon.js";
import { checkLink, downloadOf, viewOf } from "./links.js";
import { boxOf, cutName, shownName, sizeText } from "./names.js";
import { PictureImage } from "./picture_image.js";
import { Sound } from "./video.js";

/** @param {{file: any}} props */
export function FileRow({ file }) {
  if (file.removed_at) return h(RemovedFile, { file });
  return html`<div class="file" data-kind=${file.kind}>
    ${hasPage(file) && html`<a class="file-page" data-wide=${file.width > file.height ? "" : undefined} href=${file.kind === "pdf" ? viewOf(file) : downloadOf(file)} target="_blank" rel="noopener noreferrer" tabIndex="-1" aria-hidden="true" onClick=${checkLink}>${h(PictureImage, { picture: file })}</a>`}
    <div class="file-line">
      ${h(KindBox, { file })}
      <p class="file-text">${h(Opener, { file })}<span class="file-facts">${factsOf(file)}</span></p>
      <a class="icon-button" href=${downloadOf(file)} download=${file.name} aria-label=${t("files.download_named", { name: shownName(file.name) })} title=${t("files.download")} onClick=${checkLink}>${h(FileIcon, { name: "download" })}</a>
    </div>
    ${isSound(file) && h(Sound, { sound: file })}
  </div>`;
}

/** What is left of a file that was deleted while its message stayed. @param {{file: any}} props */
function RemovedFile({ file }) {
  const when = shortWhen(file.removed_at);
  return html`<div class="file removed-file"><div class="file-line">
    ${h(KindBox, { file })}
    <p class="file-text"><span class="file-name">${h(FileName, { name: file.name })}</span><span class="file-facts" title=${moment(file.removed_at)}>${file.removed_by === "rule" ? t("files.removed_by_rule", { when }) : t("files.removed_by_owner", { when })}</span></p>
  </div></div>`;
}

/** A row that fails to draw. @param {{file: any}} props */
export const PlainFile = ({ file }) => html`<div class="file"><a href=${String(file.url)} download>${String(file.name)}</a></div>`;

/** @param {{file: any}} props */
export function KindBox({ file }) {
  const { label, hue } = boxOf(file);
  return html`<span class="kindbox" style=${{ "--hue": hue }} aria-hidden="true">${label || h(FileIcon, { name: "file" })}</span>`;
}

/** The name: a link to a PDF, a button that shows a text, or a link that downloads. @param {{file: any}} props */
function Opener({ file }) {
  const name = h(FileName, { name: file.name });
  const title = shownName(file.name);
  if (file.kind === "text") return html`<button type="button" class="file-name" title=${title} aria-label=${title} aria-haspopup="dialog" onClick=${() => openText(file)}>${name}</button>`;
  if (file.kind === "pdf") return html`<a class="file-name" title=${title} aria-label=${title} href=${viewOf(file)} target="_blank" rel="noopener noreferrer" onClick=${checkLink}>${name}</a>`;
  return html`<a class="file-name" title=${title} aria-label=${title} href=${downloadOf(file)} download=${file.name} onClick=${checkLink}>${name}</a>`;
}

/** Its middle is cut where there is no room, so that the ending stays. @param {{name: string}} props */
export function FileName({ name }) {
  const [head, tail] = cutName(name);
  return html`<span class="cut-name" dir="auto"><span>${head}</span>${tail && html`<span>${tail}</span>`}</span>`;
}

/** @param {any} file */
function factsOf({ size, pages, duration_ms: ms, state }) {
  const facts = [pages > 0 && t("files.pages", { n: pages }), ms > 0 && lengthText(ms), size >= 0 && sizeText(size)];
  if (state === "failed") facts.push(t("files.failed"));
  return facts.filter(Boolean).join(" · ");
}
