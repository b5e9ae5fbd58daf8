/** The pictures of a message: one in a frame of its own, several as a grid. A press opens the viewer. */

import { h, html } from "../../html.js";
import { series, t } from "../../lib/i18n.js";
import { lengthText } from "../../lib/time.js";
import { openViewer } from "./acts.js";
import { keyOfFile } from "./links.js";
import { shownName } from "./names.js";
import { FileIcon } from "../shared/file_icon.js";
import { PictureImage } from "./picture_image.js";
import { Playable } from "./playable.js";

/** A grid shows so many; the last one says how many more there are. */
const SHOWN = 5;

/** @param {{message: any, pictures: any[]}} props */
export function Pictures({ message, pictures }) {
  const [only] = pictures;
  if (pictures.length === 1) return html`<div class="pictures">${h(isPlayable(only) ? Playable : Picture, { key: keyOfFile(only), message, picture: only })}</div>`;
  const shown = pictures.slice(0, SHOWN);
  const more = pictures.length - shown.length;
  return html`<div class="pictures" data-n=${shown.length} role="group" aria-label=${t("files.pictures", { n: pictures.length })}>
    ${shown.map((picture, at) => h(Picture, { key: keyOfFile(picture), message, picture, more: at === shown.length - 1 ? more : 0, place: t("viewer.of", { n: at + 1, total: pictures.length }) }))}
  </div>`;
}

/** A video, and a picture that moves, play in their place. @param {any} picture */
const isPlayable = ({ kind, animated, state }) => state !== "fresh" && (kind === "video" || animated);

/** @param {{message: any, picture: any, more?: number, place?: string}} props more: how many pictures are not shown; place: which one of them it is */
export function Picture({ message, picture, more = 0, place = "" }) {
  const name = shownName(picture.name);
  const label = picture.kind === "video" ? t("files.open_video", { name }) : t("files.open_picture", { name });
  return html`<button type="button" class="picture" aria-haspopup="dialog" aria-label=${series([label, place, more > 0 && t("files.more", { n: more })])} onClick=${() => openViewer(message, picture)}>
    ${h(PictureImage, { picture })}
    ${picture.kind === "video" && !more && html`<span class="picture-play">${h(FileIcon, { name: "play" })}</span>`}
    ${picture.kind === "video" && picture.duration_ms > 0 && html`<span class="picture-note">${lengthText(picture.duration_ms)}</span>`}
    ${more > 0 && html`<span class="picture-more" aria-hidden="true"><bdi dir="ltr">+${more}</bdi></span>`}
  </button>`;
}
