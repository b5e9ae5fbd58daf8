/** Tells the owner and admins that the last backup has failed or is old. It asks the host once when the page is idle. */

import { h, html, render, useState } from "../../../html.js";
import { t } from "../../../lib/i18n.js";
import { get } from "../../../net/api.js";
import { openLazily } from "../../../store/route.js";
import { Icon, IconButton } from "../../../ui/parts.js";
import { loadStyleSheet } from "../../shared/style_sheet.js";

const dialog = () => import("./backup_dialog.js");

export async function tellOfBackups() {
  const { trouble } = await get("/api/backup");
  if (!trouble) return;
  await loadStyleSheet("features/backups");
  const place = document.createElement("div");
  document.body.append(place);
  render(h(Banner, { trouble }), place);
}

/** @param {{trouble: string}} props */
function Banner({ trouble }) {
  const [isShown, setShown] = useState(true);
  const open = () => {
    setShown(false);
    void openLazily(dialog, "BackupDialog");
  };
  return isShown && html`<section class="backup-banner" role="status" aria-label=${t("backup.title")}>
    ${h(Icon, { name: "alert", small: true })}<p>${trouble === "old" ? t("backup.is_old") : t("backup.has_failed")}</p>
    <button type="button" class="button" aria-haspopup="dialog" onClick=${open}>${t("backup.show")}</button>
    ${h(IconButton, { icon: "x", label: t("backup.hide"), onClick: () => setShown(false) })}
  </section>`;
}
