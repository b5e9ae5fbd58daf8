/** The owner's choice of the office's language: for what is printed, and for visitors whose browser asks for none of ours. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { put } from "../../net/api.js";
import { languages, office } from "../../store/session.js";
import { Heading } from "../../ui/parts.js";
import { LanguageOptions } from "../shared/language_options.js";

export function OfficeLanguage() {
  const [problem, setProblem] = useState("");
  const choose = async (/** @type {any} */ { currentTarget: field }) => {
    const answer = await put("/api/office/language", { language: field.value }).catch((/** @type {Error} */ error) => ({ error }));
    if (answer.office) office.value = answer.office;
    else field.value = office.peek().language;
    setProblem(answer.error?.message ?? "");
  };
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("languages.office"))}
    <div class="entry"><label class="hidden" for="office_language">${t("languages.office")}</label>
    <select id="office_language" value=${office.value.language} onChange=${choose}>${h(LanguageOptions, { languages: languages.value })}</select></div>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <p class="hint">${t("languages.office_hint")}</p>
  </section>`;
}
