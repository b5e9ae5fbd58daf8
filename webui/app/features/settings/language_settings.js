/** Settings: the language of the page, on every device of the person. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { ownPreferences } from "../../store/preferences.js";
import { languages } from "../../store/session.js";
import { Heading } from "../../ui/parts.js";
import { LanguageOptions } from "../shared/language_options.js";
import { setOwnPreference } from "./own_preference.js";

export function LanguageSettings() {
  const choose = (/** @type {any} */ event) => void setOwnPreference("language", event.currentTarget.value || null);
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("languages.title"))}
    <div class="entry"><label class="hidden" for="language">${t("languages.title")}</label>
    <select id="language" value=${ownPreferences.value.language ?? ""} onChange=${choose}>
      <option value="">${t("languages.browser")}</option>
      ${h(LanguageOptions, { languages: languages.value })}
    </select></div>
    <p class="hint">${t("languages.hint")}</p>
  </section>`;
}
