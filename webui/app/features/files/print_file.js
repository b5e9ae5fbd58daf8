/** Prints what the viewer shows: a picture or a text. It stands on a sheet of its own, which hides the rest of the page on paper. */

import { t } from "../../lib/i18n.js";
import { toast } from "../../store/toasts.js";
import { pictureOf } from "./links.js";
import { shownName } from "./names.js";

/** What every browser prints. Of others there is the host's picture. */
const PRINTED = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/** Prints a picture as large as the paper allows, but never enlarged. @param {any} picture */
export async function printPicture(picture) {
  const small = pictureOf(picture);
  const image = (PRINTED.includes(picture.type) && (await loaded(picture.url))) || (small && (await loaded(small)));
  if (image) printSheet(image);
  else toast(t("files.away"));
}

/** Prints a text under the name of its file. @param {string} name @param {string | Node} content plain text, or what is drawn of it @param {string} note what is said below it */
export function printText(name, content, note) {
  const shown = typeof content === "string" ? Object.assign(document.createElement("pre"), { textContent: content, dir: "auto" }) : content.cloneNode(true);
  const heading = Object.assign(document.createElement("h1"), { textContent: shownName(name) });
  printSheet(heading, shown, ...(note ? [Object.assign(document.createElement("p"), { textContent: note })] : []));
}

/** The window writes the paper after the page was told that it is printed, so the sheet stays until this is called. */
export const removeSheet = () => document.querySelector(".file-sheet")?.remove();

/** @param {Node[]} content */
function printSheet(...content) {
  removeSheet();
  const sheet = Object.assign(document.createElement("div"), { className: "file-sheet" });
  sheet.append(...content);
  document.body.append(sheet);
  print();
}

/** @param {string} src @returns {Promise<HTMLImageElement | null>} */
async function loaded(src) {
  const image = Object.assign(new Image(), { src, alt: "" });
  return image.decode().then(() => image, () => null);
}
