/** Windows' firewall: adds the rule that lets colleagues in, by one click in the host's own window, or explains how to add it by hand. */

import { h, html, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { post } from "../../net/api.js";
import { me } from "../../store/session.js";
import { Icon, IconButton } from "../../ui/parts.js";
import { copySilently } from "../shared/copy.js";

/** @param {{firewall: {command: string, here: boolean}, onAsked: (checks: any[] | null) => void}} props */
export function Firewall({ firewall, onAsked }) {
  const place = useRef(/** @type {any} */ (null));
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const may = firewall.here && me.value.role === "owner";
  const make = async () => {
    setBusy(true);
    setSaid(await ask(onAsked));
    setBusy(false);
  };
  const copy = () => setSaid(copySilently(firewall.command, place.current) ? t("copy.done") : t("copy.failed"));
  return html`<div class="firewall" ref=${place}>
    ${may && html`<p>${t("doctor.rule_lead")}</p>
      <button type="button" class="button primary" aria-busy=${String(busy)} disabled=${busy} onClick=${make}>${h(Icon, { name: "lock", small: true })}${t("doctor.rule_make")}</button>`}
    <details open=${!may}><summary>${t("doctor.rule_by_hand")}</summary>
      <div class="command"><pre tabIndex="0">${firewall.command}</pre>${h(IconButton, { icon: "copy", label: t("doctor.rule_copy"), onClick: copy })}</div></details>
    <p role="status">${said}</p>
  </div>`;
}

/** Says in words how it went. @param {(checks: any[] | null) => void} onAsked */
async function ask(onAsked) {
  try {
    const { result, checks } = await post("/api/desktop/firewall");
    onAsked(checks);
    if (result === "done") return t("doctor.rule_done");
    return result === "refused" ? t("doctor.rule_refused") : t("doctor.rule_not_possible");
  } catch (problem) {
    onAsked(null);
    return /** @type {Error} */ (problem).message;
  }
}
