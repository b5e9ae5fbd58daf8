/** Copies a picture to the clipboard. Plain http has no clipboard for pictures: there the page copies formatted text that holds it, which office programs and mail take. */

import { t } from "../../lib/i18n.js";
import { toast } from "../../store/toasts.js";
import { pictureOf } from "./links.js";

/** @param {any} attachment */
export async function copyPicture(attachment) {
  const source = pictureOf(attachment);
  // Safari takes the picture only if it is promised in the same turn as the click.
  const made = drawn(source);
  const isCopied = globalThis.ClipboardItem && navigator.clipboard ? await withClipboard(made) : await made.then(asFormattedText);
  toast(isCopied ? t("files.copied") : t("files.copy_failed"));
}

/** @param {Promise<HTMLCanvasElement | null>} made */
async function withClipboard(made) {
  const png = made.then((canvas) => new Promise((resolve, reject) => (canvas ? canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))) : reject(new Error("no picture")))));
  png.catch(() => null);
  return navigator.clipboard.write([new ClipboardItem({ "image/png": /** @type {any} */ (png) })]).then(() => true, () => false);
}

/** @param {HTMLCanvasElement | null} canvas */
function asFormattedText(canvas) {
  if (!canvas) return false;
  const onCopy = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/html", `<img src="${canvas.toDataURL("image/png")}">`);
  };
  addEventListener("copy", onCopy, { capture: true, once: true });
  const isCopied = document.execCommand("copy");
  removeEventListener("copy", onCopy, { capture: true });
  return isCopied;
}

/** @param {string} source @returns {Promise<HTMLCanvasElement | null>} */
async function drawn(source) {
  const picture = Object.assign(new Image(), { src: source });
  try {
    await picture.decode();
  } catch {
    return null;
  }
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.naturalWidth, height: picture.naturalHeight });
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  return canvas;
}
