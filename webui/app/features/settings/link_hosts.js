/** The owner's list of hosts whose links get a card. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get, put } from "../../net/api.js";
import { Heading } from "../../ui/parts.js";
import { Field, Problem, useForm } from "../shared/form.js";

export function LinkHosts() {
  const [hosts, setHosts] = useState(/** @type {string[] | null} */ (null));
  const form = useForm(async ({ hosts: typed }) => setHosts((await put("/api/link-hosts", { hosts: typed.split(/[\s,;]+/).filter(Boolean) })).hosts));
  useEffect(() => void get("/api/link-hosts").then((answer) => setHosts(answer.hosts), () => null), []);
  return html`<form class="card-section" onSubmit=${form.submit} novalidate>
    ${h(Heading, { level: 2 }, t("card.settings"))}
    <p class="hint">${t("card.settings_lead")}</p>
    ${h(Problem, { error: form.error, fields: ["hosts"] })}
    ${h(Field, { key: hosts?.join(), name: "hosts", label: t("card.hosts"), hint: t("card.hosts_hint"), error: form.error, defaultValue: hosts?.join(" ") ?? "", disabled: hosts === null, dir: "ltr", autocapitalize: "off", autocomplete: "off", spellcheck: false })}
    <button class="button" aria-busy=${String(form.busy)} disabled=${hosts === null}>${t("action.save")}</button>
    <span role="status" class="saved">${form.done && t("action.saved")}</span>
  </form>`;
}
