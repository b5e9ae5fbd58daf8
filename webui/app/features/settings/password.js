/** The password of this person: changed, or set for the first time by someone who joined without one. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { closeOverlay } from "../../store/route.js";
import { limits, me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Heading } from "../../ui/parts.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { toast } from "../../store/toasts.js";

/** The section in the settings. */
export function Password() {
  const [round, setRound] = useState(0);
  const isFirst = me.value.has_password === false;
  const form = usePassword(() => setRound(round + 1));
  return html`<form class="card-section" onSubmit=${form.submit} novalidate>
    ${h(Heading, { level: 2 }, isFirst ? t("settings.set_password") : t("settings.password"))}
    ${isFirst && html`<p class="hint">${t("settings.no_password")}</p>`}
    ${h(Fields, { key: round, form, isFirst, hint: isFirst ? t("form.password_hint", { n: limits.value.password_min }) : t("settings.password_hint") })}
    <button class="button" aria-busy=${String(form.busy)}>${t("action.save")}</button>
    <span role="status" class="saved">${form.done && t("action.saved")}</span>
  </form>`;
}

/** A dialog for someone who has no password yet. */
export function FirstPassword() {
  const form = usePassword(() => closeOverlay().then(() => toast(t("ask.set"))));
  return html`<${Dialog} title=${t("settings.set_password")} kind="sheet">
    <p class="note lead">${t("settings.no_password")}</p>
    <form onSubmit=${form.submit} novalidate>
      ${h(Fields, { form, isFirst: true, autofocus: true, hint: t("form.password_hint", { n: limits.value.password_min }) })}
      <button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("action.save")}</button>
    </form>
  <//>`;
}

/** @param {() => void} done */
const usePassword = (done) => useForm(async ({ current_password, password }) => {
  const { password_min: least } = limits.peek();
  if ([...password].length < least) throw wrong("password", t("form.password_short", { n: least }));
  await (await syncLayer()).changePassword({ ...(current_password !== undefined && { current_password }), password });
  done();
});

/** @param {{form: any, isFirst: boolean, hint: string, autofocus?: boolean}} props */
const Fields = ({ form, isFirst, hint, autofocus = false }) => html`
  ${h(Problem, { error: form.error, fields: ["current_password", "password"] })}
  <input class="hidden" type="text" name="username" autocomplete="username" value=${me.value.name} readonly tabIndex="-1" aria-hidden="true" />
  ${!isFirst && h(Field, { name: "current_password", type: "password", label: t("settings.current_password"), error: form.error, autocomplete: "current-password" })}
  ${h(Field, { name: "password", type: "password", label: t("settings.new_password"), hint, error: form.error, autocomplete: "new-password", autofocus })}`;
