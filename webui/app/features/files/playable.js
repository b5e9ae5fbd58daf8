/** A single video, or a picture that moves: it stands still until somebody wants to see it. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { lengthText } from "../../lib/time.js";
import { openViewer } from "./acts.js";
import { boxOf, shownName } from "./names.js";
import { FileIcon } from "../shared/file_icon.js";
import { PictureImage } from "./picture_image.js";
import { Video } from "./video.js";

/** @param {{message: any, picture: any}} props */
export const Playable = ({ message, picture }) => h(picture.kind === "video" ? StillVideo : MovingPicture, { message, picture });

/** @param {{picture: any}} props */
function StillVideo({ picture }) {
  const [plays, setPlays] = useState(false);
  if (plays) return html`<div class="picture">${h(Video, { video: picture, autoplay: true })}</div>`;
  return html`<button type="button" class="picture" aria-label=${t("files.play_video", { name: shownName(picture.name) })} onClick=${() => setPlays(true)}>
    ${h(PictureImage, { picture })}<span class="picture-play">${h(FileIcon, { name: "play" })}</span>
    ${picture.duration_ms > 0 && html`<span class="picture-note">${lengthText(picture.duration_ms)}</span>`}
  </button>`;
}

/** @param {{message: any, picture: any}} props */
function MovingPicture({ message, picture }) {
  const [plays, setPlays] = useState(false);
  const name = shownName(picture.name);
  return html`<div class="picture">
    <button type="button" class="picture" aria-haspopup="dialog" aria-label=${t("files.open_picture", { name })} onClick=${() => openViewer(message, picture)}>
      ${h(PictureImage, { key: String(plays), picture: plays ? { ...picture, thumb: undefined, preview: undefined } : picture })}</button>
    <button type="button" class="picture-note moves" aria-pressed=${String(plays)} aria-label=${t("files.play_picture", { name })} onClick=${() => setPlays(!plays)}>
      ${plays ? "❚❚" : h(FileIcon, { name: "play" })} ${boxOf(picture).label}</button>
  </div>`;
}
