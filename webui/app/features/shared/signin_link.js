/** A one-time link that signs one browser in: one more device of this person, or a person who is locked out. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { post } from "../../net/api.js";
import { Dialog } from "../../ui/dialog.js";
import { AddressField, QrCode } from "./qr_code.js";

/** @param {{path: string, title: string, lead: string, label: string, note?: string}} props path: where the link is made */
export function SigninLinkDialog({ path, title, lead, label, note }) {
  const [link, setLink] = useState(/** @type {any} */ (null));
  useEffect(() => {
    post(path).then(setLink, (error) => setLink({ problem: error.message }));
  }, [path]);
  return html`<${Dialog} title=${title} kind="invite">
    ${link?.problem ? html`<p class="wrong" role="alert">${link.problem}</p>` : html`<div class="invite-body">
      <p>${lead}</p>
      ${link ? h(QrCode, { qr: link.qr, label }) : html`<div class="qr empty"></div>`}
      ${link && h(AddressField, { url: link.url, shown: link.url })}
      ${link && html`<p class="note">${t("signlink.once", { time: clock(link.expires_at) })}</p>`}
      ${note && html`<p class="note">${note}</p>`}
    </div>`}
  <//>`;
}
