/** How others come in: a QR code and the link. */

import { h, html, useEffect, useRef, useState } from "../html.js";
import { t } from "../lib/i18n.js";
import { get } from "../net/api.js";
import { Dialog } from "../ui/dialog.js";
import { IconButton } from "../ui/parts.js";
import { copySilently } from "./copy.js";

/** How long the button says that it worked, milliseconds. */
const SAID_MS = 2_000;

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
    ${invite ? h(Code, invite) : html`<div class="qr empty"></div>`}
    ${invite && h(Address, { url: invite.join_url, shown: invite.address })}
    ${invite?.name_url && html`<p class="note">${t("invite.by_name")} <code>${invite.name_url}</code></p>`}
    ${invite?.lan_urls?.length === 0 && html`<p class="note">${t("invite.no_network")}</p>`}
  </div>`;
}

/** @param {any} invite */
function Code({ qr, address }) {
  const size = qr.size + 4;
  return html`<svg class="qr" viewBox=${`-2 -2 ${size} ${size}`} role="img" aria-label=${t("invite.qr", { address })}>
    <rect x="-2" y="-2" width=${size} height=${size} rx="2" fill="#fff" /><path stroke="#10191d" stroke-width="1" d=${qr.path} />
  </svg>`;
}

/** @param {{url: string, shown: string}} props */
function Address({ url, shown }) {
  const [said, setSaid] = useState("");
  const place = useRef(/** @type {any} */ (null));
  const copy = () => {
    setSaid(copySilently(url, place.current) ? t("copy.done") : t("copy.failed"));
    setTimeout(setSaid, SAID_MS, "");
  };
  return html`<div class="address" ref=${place}>
    <code>${shown}</code>
    ${h(IconButton, { icon: said ? "check" : "copy", label: t("invite.copy"), onClick: copy })}
    <span class="hidden" role="status">${said}</span>
  </div>`;
}
