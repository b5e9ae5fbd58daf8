/** A first PIN, or a new one in place of a forgotten one: by the person's password. */

import { h, html, useLayoutEffect, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { Field, Problem, atField, useForm, wrong } from "../shared/form.js";
import { openByPassword, wordsOf } from "./opening.js";
import { checkPin } from "./pin.js";

/** @param {{person: import("./lock_screen.js").Person, onBack: () => void}} props */
export function PasswordForm({ person, onBack }) {
  const place = useRef(/** @type {any} */ (null));
  // The attribute autofocus works only while nothing has the focus, and here the button of the person has it.
  useLayoutEffect(() => place.current.elements.password.focus(), []);
  const form = useForm(async ({ password, pin }) => {
    if (!password) throw wrong("password", t("desk.password_empty"));
    checkPin(pin);
    await openByPassword(person.id, password, pin).catch((problem) => {
      throw Object.assign(problem, { message: wordsOf(problem) });
    });
  });
  const error = atField(form.error, "current_password", "password");
  // Not of the type password: the browser of a shared tablet must not offer to keep it.
  const hidden = { class: "masked", autocomplete: "off", autocapitalize: "off", spellcheck: false };
  return html`<form class="desk-form" ref=${place} onSubmit=${form.submit} novalidate autocomplete="off">
    <h2>${person.pin_length === 0 ? t("desk.first_pin", { name: isolated(person.name) }) : t("desk.new_pin", { name: isolated(person.name) })}</h2>
    <p class="hint">${t("desk.by_password")}</p>
    ${h(Problem, { error, fields: ["password", "pin"] })}
    ${h(Field, { name: "password", label: t("desk.password"), error, ...hidden })}
    ${h(Field, { name: "pin", label: t("desk.pin_label"), hint: t("desk.pin_hint"), error, inputmode: "numeric", maxlength: 8, ...hidden })}
    <div class="answers">
      <button type="button" class="button" onClick=${onBack}>${t("action.cancel")}</button>
      <button class="button primary" aria-busy=${String(form.busy)}>${t("desk.set_and_open")}</button>
    </div>
  </form>`;
}
