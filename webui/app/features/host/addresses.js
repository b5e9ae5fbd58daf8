/** Where the office is reached, and the way to the check of why someone cannot join. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { Icon, IconButton } from "../../ui/parts.js";
import { openInvite } from "../../ui/sidebar.js";
import { DiagnosticsButton } from "../diagnostics/diagnostics_button.js";
import { copySilently } from "../shared/copy.js";
import { toast } from "../../store/toasts.js";
import { Card } from "./card.js";

/** @param {{host: any}} props */
export const Addresses = ({ host }) => html`<${Card} icon="wifi" title=${t("host.addresses")}>
  ${host.addresses.length === 0 && html`<p class="hint">${t("host.no_addresses")}</p>`}
  <ul>${host.addresses.map((/** @type {string} */ url) => html`<li key=${url}><code dir="ltr">${url}</code>${h(IconButton, { icon: "copy", small: true, label: t("host.copy_address", { url }), onClick: copy(url) })}</li>`)}</ul>
  <p class="host-foot"><button type="button" class="button" aria-haspopup="dialog" onClick=${openInvite}>${h(Icon, { name: "qr", small: true })}${t("host.invite")}</button>${h(DiagnosticsButton, null)}</p>
<//>`;

/** @param {string} url */
const copy = (url) => (/** @type {any} */ event) => toast(copySilently(url, event.currentTarget.closest("dialog")) ? t("copy.done") : t("copy.failed"));
