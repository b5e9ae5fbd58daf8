/** How others come in: a QR code and the link. */

import { h, html, useEffect, useState } from "../html.js";
import { t } from "../lib/i18n.js";
import { get } from "../net/api.js";
import { Dialog } from "../ui/dialog.js";
import { Address, Code } from "./qr.js";

export function InviteDialog() {
  return html`<${Dialog} title=${t("invite.title")} kind="invite">${h(Invite, null)}<//>`;
}

export function Invite() {
  const [invite, setInvite] = useState(/** @type {any} */ (null));
  useEffect(() => {
    get("/api/invite").then(setInvite, (error) => setInvite({ problem: error.message }));
  }, []);
  if (invite?.problem) return html`<p class="wrong" role="alert">${invite.problem}</p>`;
  return html`<div class="invite-body">
    <p>${t("invite.lead")}</p>
    ${invite ? h(Code, { qr: invite.qr, label: t("invite.qr", { address: invite.address }) }) : html`<div class="qr empty"></div>`}
    ${invite && h(Address, { url: invite.join_url, shown: invite.address })}
    ${invite?.name_url && html`<p class="note">${t("invite.by_name")} <code>${invite.name_url}</code></p>`}
    ${invite?.lan_urls?.length === 0 && html`<p class="note">${t("invite.no_network")}</p>`}
  </div>`;
}
