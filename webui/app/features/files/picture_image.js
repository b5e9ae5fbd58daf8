/** One picture: blurred until it has come, and words where it cannot be shown. */

import { html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { connectionState } from "../../store/session.js";
import { isGone } from "../shared/is_gone.js";

/** The longest sides of what the host makes, pixels. */
const THUMB_PX = 360;
const PREVIEW_PX = 1280;

/** How wide a picture is when its longer side has so many pixels. @param {any} picture @param {number} longest */
const wideAt = ({ width, height }, longest) => Math.max(1, Math.round(width * Math.min(1, longest / Math.max(width, height))));

/** What every browser shows. Of others there are the host's pictures. */
const SHOWN = ["image/jpeg", "image/png", "image/webp"];
/** From this shape on, the small forms are too narrow to be read: the picture itself is shown if it is no larger than this. */
const LONG_RATIO = 4;
const LONG_MOST_BYTES = 1_500_000;
const LONG_MOST_PIXELS = 16_000_000;

/** @param {any} picture */
const isLong = ({ width, height }) => Math.max(width / height, height / width) > LONG_RATIO;

/** @param {any} picture */
const mayShowItself = (picture) => isLong(picture) && !picture.animated && SHOWN.includes(picture.type) && picture.size <= LONG_MOST_BYTES && picture.width * picture.height <= LONG_MOST_PIXELS;

/** @param {any} picture */
function sources(picture) {
  const { thumb, preview, url, kind, state } = picture;
  if (thumb && preview && picture.width > 0 && picture.height > 0) return mayShowItself(picture) ? { src: url } : { src: thumb, srcset: `${thumb} ${wideAt(picture, THUMB_PX)}w, ${preview} ${wideAt(picture, PREVIEW_PX)}w`, sizes: "21rem" };
  // What is being sent is shown from this device.
  return { src: preview ?? thumb ?? (kind === "video" || (state === "fresh" && !url.startsWith("blob:")) ? undefined : url) };
}

/** @param {{picture: any, alt?: string}} props */
export function PictureImage({ picture, alt = "" }) {
  const [state, setState] = useState(/** @type {"coming" | "shown" | "gone" | "away"} */ ("coming"));
  const [turn, setTurn] = useState(0);
  const isUp = connectionState.value === "up";
  const { src, srcset, sizes } = sources(picture);
  useEffect(() => setState("coming"), [src]);
  useEffect(() => {
    if (!isUp || state !== "away") return;
    setState("coming");
    setTurn(turn + 1);
  }, [isUp]);
  const failed = () => void isGone(src).then((gone) => setState(gone ? "gone" : "away"));
  // What is being sent is on this device; a format that the browser does not know has no picture yet.
  const words = src?.startsWith("blob:") ? "" : state === "gone" ? t("files.gone") : state === "away" ? t("files.away") : picture.state === "fresh" && !src ? t("files.making") : "";
  return html`<span class="picture-box" data-state=${state} data-fresh=${picture.state === "fresh" ? "" : undefined} style=${picture.tiny && state !== "gone" && `--tiny:url("${picture.tiny}")`}>
    ${src && state !== "gone" && state !== "away" && html`<img key=${`${src} ${turn}`} src=${src} srcset=${srcset} sizes=${sizes} alt=${alt} loading="lazy" decoding="async" draggable=${false} width=${picture.width} height=${picture.height} data-small=${isSmall(picture) ? "" : undefined} data-long=${isLong(picture) ? "" : undefined}
      ref=${(/** @type {HTMLImageElement | null} */ image) => image?.complete && image.naturalWidth > 0 && state === "coming" && setState("shown")} onLoad=${() => setState("shown")} onError=${failed} />`}
    ${words && html`<span class="picture-words">${words}</span>`}
  </span>`;
}

/** One that is smaller than its frame is not enlarged. @param {any} picture */
const isSmall = ({ width, height }) => width > 0 && width < 336 && height < 336;
