/** The section of the settings that leads to the backups, for those who look after the host. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { openLazily } from "../../store/route.js";
import { Heading, Icon } from "../../ui/parts.js";

const load = () => import("./backup_dialog.js");

export const BackupSection = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("backup.title"))}
  <p class="hint">${t("backup.lead")}</p>
  <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "BackupDialog")}>${h(Icon, { name: "lock", small: true })}${t("backup.show")}</button>
</section>`;
