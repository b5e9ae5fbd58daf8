/** The invite panel: the QR code, the link and the address; for the owner and the admins also the join methods, further links and the diagnostics. */

import { h, html, useEffect } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isAdmin, me } from "../../store/session.js";
import { isPanelOpen } from "../../store/joining/invite.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { showFullscreenCode } from "./fullscreen_code.js";
import { DiagnosticsButton } from "../diagnostics/diagnostics_button.js";
import { InviteCard, InviteCode } from "./invite_card.js";
import { InviteLinks } from "./invite_links.js";
import { Knocks } from "./knocks.js";
import { useInvite } from "./invite_state.js";
import { JoinMethods } from "./join_methods.js";

/** The dialog. The owner and the admins get all of it, others the code and the link. */
export function InviteDialog() {
  useEffect(() => {
    isPanelOpen.value = true;
    return () => {
      isPanelOpen.value = false;
    };
  }, []);
  if (me.value.role === "guest") return html`<${Dialog} title=${t("invite.title")} kind="invite"><p class="note">${t("invite.guest")}</p><//>`;
  return html`<${Dialog} title=${t("invite.title")} kind=${isAdmin.value ? "invite all-methods" : "invite"}>${h(isAdmin.value ? Everything : InviteCard, null)}<//>`;
}

function Everything() {
  const [invite, take] = useInvite();
  if (invite?.problem) return html`<p class="wrong" role="alert">${invite.problem}</p>`;
  return html`<div class="all-methods-body">
    ${h(Knocks, null)}
    <div class="invite-body">
      ${h(InviteCode, { invite })}
      <div class="invite-acts">
        <button type="button" class="button" onClick=${showFullscreenCode}>${h(Icon, { name: "expand", small: true })}${t("invite.big")}</button>
        <a class="button" href="/poster">${h(Icon, { name: "print", small: true })}${t("invite.poster")}</a>
      </div>
    </div>
    <div>${invite && h(JoinMethods, { invite, take })}${h(InviteLinks, null)}${h(DiagnosticsButton, null)}</div>
  </div>`;
}
