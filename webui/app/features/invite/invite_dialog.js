/** The invite panel: the QR code, the link and the address; for the owner and the admins also the join methods, further links and the diagnostics. */

import { h, html, useEffect } from "../../html.js";
import { rich, t } from "../../lib/i18n.js";
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

void loadStyleSheet("invite");

/** The dialog. The owner and the admins get all of it, others the code and the link. */
export function InviteDialog() {
  useEffect(() => {
    isPanelOpen.value = true;
    return () => {
      isPanelOpen.value = false;
    };
  }, []);
  if (me.value.role === "guest") return html`<${Dialog} title=${t("invite.title")} kind="invite"><p class="note">${t("invite.guest")}</p><//>`;
  return html`<${Dialog} title=${t("invite.title")} kind=${isAdmin.value ? "invite all-methods" : "invite"}>${h(isAdmin.value ? Everything : Invite, null)}<//>`;
}

/** The part that every colleague has. */
export function Invite() {
  const [invite] = useInvite();
  if (invite?.problem) return html`<p class="wrong" role="alert">${invite.problem}</p>`;
  return html`<div class="invite-body"><p>${t("invite.lead")}</p>${h(Shown, { invite })}</div>`;
}

function Everything() {
  const [invite, take] = useInvite();
  if (invite?.problem) return html`<p class="wrong" role="alert">${invite.problem}</p>`;
  return html`<div class="all-methods-body">
    ${h(Knocks, null)}
    <div class="invite-body">
      ${h(Shown, { invite })}
      <div class="invite-acts">
        <button type="button" class="button" onClick=${showFullscreenCode}>${h(Icon, { name: "expand", small: true })}${t("invite.big")}</button>
        <a class="button" href="/poster">${h(Icon, { name: "print", small: true })}${t("invite.poster")}</a>
      </div>
    </div>
    <div>${invite && h(JoinMethods, { invite, take })}${h(InviteLinks, null)}${h(DiagnosticsButton, null)}</div>
  </div>`;
}

/** @param {{invite: any}} props */
const Shown = ({ invite }) => html`
  ${invite ? h(QrCode, { qr: invite.qr, label: t("invite.qr", { address: invite.address }) }) : html`<div class="qr empty"></div>`}
  ${invite && h(AddressField, { url: invite.join_url, shown: invite.address })}
  ${invite?.name_url && html`<p class="note">${rich("invite.by_name", { url: html`<code>${invite.name_url}</code>` })}</p>`}
  ${invite?.lan_urls?.length === 0 && html`<p class="note">${t("invite.no_network")}</p>`}`;
