/** The QR code, the link and the address of the office: what every colleague may show to others. */

import { h, html } from "../../html.js";
import { rich, t } from "../../lib/i18n.js";
import { AddressField, QrCode } from "../shared/qr_code.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useInvite } from "./invite_state.js";

void loadStyleSheet("invite");

export function InviteCard() {
  const [invite] = useInvite();
  if (invite?.problem) return html`<p class="wrong" role="alert">${invite.problem}</p>`;
  return html`<div class="invite-body"><p>${t("invite.lead")}</p>${h(InviteCode, { invite })}</div>`;
}

/** @param {{invite: any}} props the answer of /api/invite; null until it is there */
export const InviteCode = ({ invite }) => html`
  ${invite ? h(QrCode, { qr: invite.qr, label: t("invite.qr", { address: invite.address }) }) : html`<div class="qr empty"></div>`}
  ${invite && h(AddressField, { url: invite.join_url, shown: invite.address })}
  ${invite?.name_url && html`<p class="note">${rich("invite.by_name", { url: html`<code>${invite.name_url}</code>` })}</p>`}
  ${invite?.lan_urls?.length === 0 && html`<p class="note">${t("invite.no_network")}</p>`}`;
