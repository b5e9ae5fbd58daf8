/** The name of somebody new. A name that is taken, or looks like one that is, is refused with a suggestion. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { limits } from "../../store/session.js";
import { Field } from "../shared/form.js";

/** @param {{error: any, autofocus?: boolean}} props */
export function NameField({ error, autofocus = true }) {
  const take = (/** @type {any} */ event) => {
    event.currentTarget.form.elements.name.value = error.suggestion;
  };
  return html`${h(Field, { name: "name", label: t("form.name"), hint: t("form.name_hint"), error, maxlength: limits.value.name, autocomplete: "username", autofocus })}
    ${error?.code === "name_taken" && html`<p class="instead">
      ${error.suggestion && html`<button type="button" class="button small" onClick=${take}>${t("join.take_name", { name: error.suggestion })}</button>`}
      <a href="/sign-in">${t("join.name_mine")}</a></p>`}`;
}

/** The name is taken, and there is a way out. @param {any} error */
export function atName(error) {
  if (error?.code !== "name_taken") return error;
  return { ...error, field: "name", message: error.suggestion ? t("join.name_taken_but", { name: error.suggestion }) : t("join.name_taken") };
}
