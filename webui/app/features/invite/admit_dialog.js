/** Admits somebody who knocks as something other than a member: with a role, rooms, and read-only or not. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { post } from "../../net/api.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Problem, useForm } from "../shared/form.js";
import { RoleAndRooms, useRoleAndRooms } from "./role_and_rooms.js";

/** @param {{knock: any}} props */
export function AdmitDialog({ knock }) {
  const terms = useRoleAndRooms();
  const form = useForm(async () => {
    terms.check();
    await post(`/api/knocks/${knock.id}/admit`, terms.values());
    await closeOverlay();
  });
  return html`<${Dialog} title=${t("knocks.letting_in", { name: knock.name })} kind="sheet tall">
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: [] })}
      ${h(RoleAndRooms, { terms })}
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("knocks.let_in")}</button></div>
    </form>
  <//>`;
}
