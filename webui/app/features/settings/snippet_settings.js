/** Settings: this person's saved texts. */

import { h, html, useRef, useState } from "../../html.js";
import { preview } from "../../lib/formatting/preview.js";
import { t } from "../../lib/i18n.js";
import { toast } from "../../store/toasts.js";
import { Heading, IconButton, rowsOf } from "../../ui/parts.js";
import { Field, Problem, atField, useForm } from "../shared/form.js";
import { storeSnippets, useSnippets } from "../writing/snippets.js";

/** As the host counts. */
const MOST_CHARACTERS = 2000;

export function SnippetSettings() {
  const all = useSnippets();
  const [edited, setEdited] = useState(/** @type {import("../writing/snippets.js").Snippet | null} */ (null));
  const drop = (/** @type {string} */ name) => storeSnippets((all ?? []).filter((one) => one.name !== name)).catch((/** @type {Error} */ error) => toast(error.message));
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("snippets.title"))}
    <p class="hint">${t("snippets.lead")}</p>
    <ul class="choices">${all && rowsOf(all, ({ name }) => name, (one) => html`<li class="choice">
      <span class="name"><b><bdi>;${one.name}</bdi></b><small dir="auto">${preview(one.text)}</small></span>
      ${h(IconButton, { icon: "edit", label: t("snippets.edit", { name: one.name }), onClick: () => setEdited(one) })}
      ${h(IconButton, { icon: "trash", label: t("snippets.delete", { name: one.name }), onClick: () => drop(one.name) })}</li>`, ({ name }) => name)}</ul>
    ${all && h(SnippetForm, { key: edited?.name ?? "", all, edited, onDone: () => setEdited(null) })}
  </section>`;
}

/** @param {{all: import("../writing/snippets.js").Snippet[], edited: import("../writing/snippets.js").Snippet | null, onDone: () => void}} props */
function SnippetForm({ all, edited, onDone }) {
  const place = useRef(/** @type {any} */ (null));
  const form = useForm(async ({ snippet_name: name, text }) => {
    const snippet = { name: name.trim().replace(/^;/, ""), text };
    await storeSnippets(edited ? all.map((one) => (one === edited ? snippet : one)) : [...all, snippet]);
    place.current?.reset();
    onDone();
  });
  const error = atField(form.error, "name", "snippet_name");
  return html`<form ref=${place} onSubmit=${form.submit} novalidate>
    ${h(Problem, { error, fields: ["snippet_name", "text"] })}
    ${h(Field, { name: "snippet_name", label: t("snippets.name"), hint: t("snippets.name_hint"), error, defaultValue: edited?.name ?? "", maxlength: 30, autocomplete: "off", autocapitalize: "off" })}
    <div class="entry"><label for="snippet-text">${t("snippets.text")}</label>
      <textarea id="snippet-text" name="text" rows="3" dir="auto" maxlength=${MOST_CHARACTERS} defaultValue=${edited?.text ?? ""}></textarea>
      ${error?.field === "text" && html`<p class="wrong" role="alert">${error.message}</p>`}</div>
    <div class="buttons"><button class="button" aria-busy=${String(form.busy)}>${edited ? t("action.save") : t("snippets.add")}</button>
      ${edited && html`<button type="button" class="button" onClick=${onDone}>${t("action.cancel")}</button>`}</div>
  </form>`;
}
