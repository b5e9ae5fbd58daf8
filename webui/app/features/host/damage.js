/** What the owner does when the database is found damaged while the host runs: in a dialog of its own, and in the page about the host. */

import { h, html } from "../../html.js";
import { rich, t } from "../../lib/i18n.js";
import { trouble } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/host");

const COMMAND = "chat-desktop restore";

/** Opened from the line that says so. */
export const DamageDialog = () => html`<${Dialog} title=${t("host.damaged_title")} kind="sheet">${h(Steps, null)}<//>`;

/** On top of the page about the host. */
export function DamageCard() {
  if (trouble.value !== "damaged") return null;
  return html`<section class="host-damage" aria-label=${t("host.damaged_title")}><h3>${h(Icon, { name: "alert", small: true })}${t("host.damaged_title")}</h3>${h(Steps, null)}</section>`;
}

const Steps = () => html`<p class="hint">${t("host.damaged_lead")}</p>
  <ol class="damage-steps">
    <li>${t("host.damaged_copy")}</li>
    <li>${t("host.damaged_close")}</li>
    <li>${rich("host.damaged_restore", { command: html`<code dir="ltr">${COMMAND}</code>` })}</li>
  </ol>
  <p class="hint">${t("host.damaged_kept")}</p>`;
