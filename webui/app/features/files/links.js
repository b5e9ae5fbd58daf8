/** The addresses of an attachment, and how it is saved. */

import { t } from "../../lib/i18n.js";
import { connectionState } from "../../store/session.js";
import { toast } from "../../store/toasts.js";

/** Names an attachment; one that is being sent by its address, as it has no id yet. @param {any} attachment */
export const keyOfFile = ({ id, url }) => id ?? url;

/** The address under which a file is always saved and never shown. @param {any} attachment */
export const downloadOf = ({ url }) => (url.startsWith("blob:") ? url : `${url}?as=download`);

/** The address of a PDF for the browser's own viewer, in a tab without powers. @param {any} attachment */
export const viewOf = ({ url }) => (url.startsWith("blob:") ? url : `${url}?as=view`);

/** The best picture of an attachment that every browser can show. @param {any} attachment */
export const pictureOf = ({ kind, url, preview, thumb }) => preview ?? thumb ?? (kind === "image" ? url : undefined);

/** Says so in place of a download that would fail. @param {Event} event */
export function checkLink(event) {
  if (connectionState.peek() === "up") return;
  event.preventDefault();
  toast(t("error.offline"));
}

/** Saves a file. @param {any} attachment */
export function download(attachment) {
  if (connectionState.peek() !== "up") return toast(t("error.offline"));
  save(downloadOf(attachment), attachment.name);
}

/** Saves several files as one archive. @param {any[]} attachments */
export function downloadAll(attachments) {
  if (connectionState.peek() !== "up") return toast(t("error.offline"));
  save(`/api/files/zip?ids=${attachments.map(({ id }) => id).join(",")}`, "");
}

/** @param {string} href @param {string} name */
function save(href, name) {
  const link = Object.assign(document.createElement("a"), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}
