/** Draws the attachments of a message: its pictures as a grid, and each other file in a row below. The place is reserved by ui/message.js. */

import { h, html } from "../../html.js";
import { isPicture, spaceOf } from "../../ui/attachment_space.js";
import { Guard, Lazy } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { FileRow, PlainFile } from "./file_row.js";
import { keyOfFile } from "./links.js";
import { Pictures } from "./pictures.js";

void loadStyleSheet("features/files");

const voiceNote = () => import("../voice/voice_note.js").then((module) => module.VoiceNote);

/** @param {{file: any, message?: any}} props */
export const Voice = ({ file, message }) => html`<div class="file file-voice">${h(Lazy, { load: voiceNote, file, message })}</div>`;

/** @param {{message: any}} props */
export function Attachments({ message }) {
  const pictures = message.attachments.filter(isPicture);
  const files = message.attachments.filter((/** @type {any} */ one) => !isPicture(one));
  return html`<div class="attached-parts" style=${pictures.length > 0 && `--rows:${spaceOf(files).tall}rem`}>
    ${pictures.length > 0 && h(Pictures, { message, pictures })}
    ${files.map((/** @type {any} */ file) => h(Guard, { key: keyOfFile(file), of: file.kind === "voice" ? Voice : FileRow, plain: PlainFile, file, message }))}
  </div>`;
}
