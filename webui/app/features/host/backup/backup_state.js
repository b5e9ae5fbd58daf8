/** What is said of backups, in their dialog and on the page about the host. */

import { html } from "../../../html.js";
import { t } from "../../../lib/i18n.js";
import { ago } from "../../../lib/relative_time.js";
import { sizeText } from "../../files/names.js";

/** Says when the last backup was made, and what is in it. @param {any} last */
export function lastWords(last) {
  const messages = t("backup.messages", { n: last.messages });
  const files = t("backup.files", { n: last.files });
  return t("backup.last", { ago: ago(last.at), messages, files, size: sizeText(last.bytes + last.file_bytes) });
}

/** How far the backup that is being made has come. @param {{running: any, onCancel?: () => void}} props */
export function Running({ running: { stage, done, total }, onCancel }) {
  const names = { database: t("backup.stage_database"), files: t("backup.stage_files"), writing: t("backup.stage_writing"), checking: t("backup.stage_checking") };
  const name = /** @type {any} */ (names)[stage];
  return html`<div class="backup-running">
    <label>${name}<progress max=${total || 1} value=${total ? Math.min(done, total) : undefined}></progress></label>
    ${onCancel && html`<button type="button" class="button" onClick=${onCancel}>${t("backup.cancel")}</button>`}
  </div>`;
}
