/** How others come in: the code, the link and the address; for the owner and the admins, everything about it in one panel. */

import { h, html, useEffect } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isAdmin, me } from "../../store/session.js";
import { isPanelOpen } from "../../store/invite.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { showFullscreenCode } from "./fullscreen_code.js";
import { DiagnosticsButton } from "../diagnostics/diagnostics_button.js";
import { InviteLinks } from "./invite_links.js";
import { Knocks } from "./knocks.js";
import { AddressField, QrCode } from "../shared/qr_code.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useInvite } from "./invite_state.js";
import { JoinMethods } from "./join_methods.js";

void loadStyleSheet("wayin");

export function InviteDialog() {
  useEffect(() => {
    isPanelOpen.value = true;
    return () => {
      isPanelOpen.value = false;
    };
  }, []);
  if (me.value.role === "guest") return html`<${Dialog} title=${t("invite.title")} kind="invite"><p class="note">${t("invite.guest")}</p><//>`;
  return html`<${Dialog} title=${t("invite.title")} kind=${isAdmin.value ? "invite all-ways" : "invite"}>${h(isAdmin.value ? Everything : Invite, null)}<//>`;
}

/** What every colleague has. */
export function Invite() {
  const [wayIn] = useInvite();
  if (wayIn?.problem) return html`<p class="wrong" role="alert">${wayIn.problem}</p>`;
  return html`<div class="invite-body"><p>${t("invite.lead")}</p>${h(Shown, { wayIn })}</div>`;
}

function Everything() {
  const [wayIn, take] = useInvite();
  if (wayIn?.problem) return html`<p class="wrong" role="alert">${wayIn.problem}</p>`;
  return html`<div class="all-ways-body">
    ${h(Knocks, null)}
    <div class="invite-body">
      ${h(Shown, { wayIn })}
      <div class="invite-acts">
        <button type="button" class="button" onClick=${showFullscreenCode}>${h(Icon, { name: "expand", small: true })}${t("invite.big")}</button>
        <a class="button" href="/poster">${h(Icon, { name: "print", small: true })}${t("invite.poster")}</a>
      </div>
    </div>
    <div>${wayIn && h(JoinMethods, { wayIn, take })}${h(InviteLinks, null)}${h(DiagnosticsButton, null)}</div>
  </div>`;
}

/** @param {{wayIn: any}} props */
const Shown = ({ wayIn }) => html`
  ${wayIn ? h(QrCode, { qr: wayIn.qr, label: t("invite.qr", { address: wayIn.address }) }) : html`<div class="qr empty"></div>`}
  ${wayIn && h(AddressField, { url: wayIn.join_url, shown: wayIn.address })}
  ${wayIn?.name_url && html`<p class="note">${t("invite.by_name")} <code>${wayIn.name_url}</code></p>`}
  ${wayIn?.lan_urls?.length === 0 && html`<p class="note">${t("invite.no_network")}</p>`}`;
