/** The section of the settings that leads to the backups, for those who look after the host, and for the owner to moving the office. */

import { h, html } from "../../../html.js";
import { t } from "../../../lib/i18n.js";
import { openLazily } from "../../../store/route.js";
import { me } from "../../../store/session.js";
import { Heading, Icon } from "../../../ui/parts.js";

const load = () => import("./backup_dialog.js");
const loadMove = () => import("../../relocation/move_dialog.js");

export const BackupSection = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("backup.title"))}
  <p class="hint">${t("backup.lead")}</p>
  <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "BackupDialog")}>${h(Icon, { name: "lock", small: true })}${t("backup.show")}</button>
  ${me.value.role === "owner" && html`<p class="hint">${t("move.card")}</p>
    <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(loadMove, "MoveDialog")}>${h(Icon, { name: "forward", small: true, turns: true })}${t("move.begin")}</button>`}
</section>`;
