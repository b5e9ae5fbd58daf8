/** Sets or removes one's PIN for front desks, on a device of one's own. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { put, remove } from "../../net/api.js";
import { closeOverlay } from "../../store/route.js";
import { me } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { Dialog } from "../../ui/dialog.js";
import { Field, Problem, useForm } from "../shared/form.js";
import { checkPin } from "./pin.js";

/** @param {{hasPin: boolean}} props */
export function PinDialog({ hasPin }) {
  const asks = me.value.has_password !== false;
  const form = useForm(async ({ pin, current_password: password }) => {
    checkPin(pin);
    await put("/api/account/front-desk-pin", { pin, ...(asks && { current_password: password }) });
    await closeOverlay();
    toast(t("desk.pin_set"));
  });
  const drop = () => remove("/api/account/front-desk-pin").then(closeOverlay, (error) => toast(error.message));
  return html`<${Dialog} title=${hasPin ? t("desk.change_pin") : t("desk.set_pin")} kind="sheet">
    <p class="note lead">${t("desk.pin_lead")}</p>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["pin", "current_password"] })}
      ${asks && h(Field, { name: "current_password", type: "password", label: t("settings.current_password"), error: form.error, autocomplete: "current-password" })}
      ${h(Field, { name: "pin", type: "password", label: t("desk.pin_label"), hint: t("desk.pin_hint"), error: form.error, inputmode: "numeric", maxlength: 8, autocomplete: "off" })}
      <button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("action.save")}</button>
    </form>
    ${hasPin && html`<button type="button" class="button danger wide-button" onClick=${drop}>${t("desk.remove_pin")}</button>`}
  <//>`;
}
