/** The section of the settings where people export their own data, and their rooms if they may. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { openLazily } from "../../store/route.js";
import { Heading, Icon } from "../../ui/parts.js";

const load = () => import("./export_dialog.js");

export const DataSection = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("exchange.own_title"))}
  <p class="hint">${t("exchange.own_lead")}</p>
  <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "ExportDialog")}>${h(Icon, { name: "archive", small: true })}${t("exchange.own_open")}</button>
</section>`;
