/** The files of a message that a search has found: those whose names were found first, with the words marked. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { lengthText } from "../../lib/time.js";
import { foundFirst, pieces } from "../../lib/queries/marked.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { KindBox } from "./file_row.js";
import { shownName, sizeText } from "./names.js";
import { PictureImage } from "./picture_image.js";

void loadStyleSheet("features/files");

/** How many files of one message are shown. */
const SHOWN = 3;

/** @param {{files: any[], marks: import("../../lib/queries/marked.js").FileMarks[]}} props */
export function FoundFiles({ files, marks }) {
  const more = files.length - SHOWN;
  return html`<span class="found-files">${foundFirst(files, marks).slice(0, SHOWN).map((one) => h(FoundFile, { key: one.file.id, ...one }))}
    ${more > 0 && html`<small>${t("search.more_files", { n: more })}</small>`}</span>`;
}

/** @param {{file: any, marks: [number, number][]}} props */
function FoundFile({ file, marks }) {
  const hasPicture = file.thumb && !file.removed_at;
  return html`<span class="found-file">
    ${hasPicture ? html`<span class="found-picture">${h(PictureImage, { picture: { ...file, preview: undefined } })}</span>` : h(KindBox, { file })}
    <span class="found-name" dir="auto">${pieces(file.name, marks).map(([text, isMarked], at) => (isMarked ? html`<mark key=${at}>${shownName(text)}</mark>` : shownName(text)))}</span>
    <small>${file.duration_ms > 0 ? lengthText(file.duration_ms) : file.size >= 0 && sizeText(file.size)}</small>
  </span>`;
}
