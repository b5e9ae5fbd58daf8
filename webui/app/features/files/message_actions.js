/** The actions in a message's menu on its attachments. */

import { t } from "../../lib/i18n.js";
import { copyText } from "../shared/copy.js";
import { copyPicture } from "./acts.js";
import { download, downloadAll } from "./links.js";

/** Returns them as the menu takes them: icon, label, act. @param {any} message @returns {[string, string, () => void][]} */
export function attachmentActions({ id, attachments: all = [] }) {
  const attachments = all.filter((/** @type {any} */ one) => !one.removed_at);
  if (!id || attachments.length === 0) return [];
  const [only] = attachments;
  if (attachments.length > 1) return [["down", t("files.download_all", { n: attachments.length }), () => downloadAll(attachments)]];
  /** @type {[string, string, () => void][]} */
  const acts = [["down", t("files.download"), () => download(only)]];
  if (only.kind === "image") acts.push(["copy", t("files.copy_picture"), () => copyPicture(only)]);
  acts.push(["link", t("files.copy_link"), () => copyText(`${location.origin}${only.url}`)]);
  return acts;
}
