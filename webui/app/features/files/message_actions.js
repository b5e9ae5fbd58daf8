/** The actions in a message's menu on its attachments. */

import { t } from "../../lib/i18n.js";
import { copyText } from "../shared/copy.js";
import { copyPicture } from "./acts.js";
import { download, downloadAll } from "./links.js";

/** Returns them as the menu takes them: icon, label, act. @param {any} message @returns {[string, string, () => void][]} */
export function attachmentActions({ id, attachments = [] }) {
  if (!id || attachments.length === 0) return [];
  const [only] = attachments;
  if (attachments.length > 1) return [["down", t("files.download_all", { n: attachments.length }), () => downloadAll(attachments)]];
  /** @type {[string, string, () => void][]} */
  const all = [["down", t("files.download"), () => download(only)]];
  if (only.kind === "image") all.push(["copy", t("files.copy_picture"), () => copyPicture(only)]);
  all.push(["link", t("files.copy_link"), () => copyText(`${location.origin}${only.url}`)]);
  return all;
}
