/** The button that opens the diagnostics, shown where people invite others and change settings. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { openLazily } from "../../store/route.js";
import { Icon } from "../../ui/parts.js";

const load = () => import("./diagnostics_dialog.js");

export function DiagnosticsButton() {
  return html`<button type="button" class="button doctor-open" onClick=${() => openLazily(load, "DiagnosticsDialog")}>${h(Icon, { name: "compass", small: true })}${t("doctor.open")}</button>`;
}
