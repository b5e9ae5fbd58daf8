/** Who knocks, with the digits that their screen shows too. One click admits or refuses them. */

import { h, html, render, useState } from "../../html.js";
import { deviceText } from "../../lib/device.js";
import { rich, t } from "../../lib/i18n.js";
import { post } from "../../net/api.js";
import { openOverlay } from "../../store/route.js";
import { isPanelOpen, knocks } from "../../store/joining/invite.js";
import { Icon, IconButton, rowsOf } from "../../ui/parts.js";
import { toast } from "../../store/toasts.js";
import { AdmitDialog } from "./admit_dialog.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

/** How many the bar shows. The panel shows all. */
const IN_BAR = 2;

let hasBar = false;

/** Shows the bar in a root of its own, over whatever is open. */
export async function showKnocks() {
  if (hasBar) return;
  hasBar = true;
  await loadStyleSheet("invite");
  const place = document.createElement("div");
  document.body.append(place);
  render(h(Bar, null), place);
}

function Bar() {
  const shown = isPanelOpen.value ? [] : knocks.value;
  return html`<section class="knock-bar" aria-label=${t("knocks.title")} aria-live="assertive" hidden=${shown.length === 0}>
    ${rows(shown.slice(0, IN_BAR))}
    ${shown.length > IN_BAR && html`<p class="more-knocks">${t("knocks.more", { n: shown.length - IN_BAR })}</p>`}
  </section>`;
}

/** The list in the panel. */
export function Knocks() {
  if (knocks.value.length === 0) return null;
  return html`<section class="knocks" aria-labelledby="knocks-title"><h3 id="knocks-title">${t("knocks.title")}</h3>
    ${rows(knocks.value)}
  </section>`;
}

/** @param {any[]} all */
const rows = (all) => rowsOf(all, (knock) => knock.id, (knock) => h(KnockRow, { knock }), (knock) => knock.name);

/** @param {{knock: any}} props */
function KnockRow({ knock }) {
  const [isBusy, setBusy] = useState(false);
  const answer = async (/** @type {string} */ verb, /** @type {object} */ body) => {
    setBusy(true);
    await post(`/api/knocks/${knock.id}/${verb}`, body).catch((error) => toast(error.message));
    setBusy(false);
  };
  const name = knock.name;
  return html`<div class="knock-row" aria-busy=${String(isBusy)}>
    <b class="knock-digits" role="img" aria-label=${t("knock.digits", { digits: [...knock.digits].join(" ") })}>${knock.digits}</b>
    <p><span>${h(Wants, { name })}</span><small>${[deviceText(knock), knock.address].filter(Boolean).join(" · ")}</small></p>
    <div class="knock-actions">
      ${h(IconButton, { icon: "more", label: t("knocks.choose", { name }), onClick: () => openOverlay(AdmitDialog, { knock }) })}
      <button type="button" class="button small" disabled=${isBusy} onClick=${() => answer("refuse", {})}>${t("knocks.refuse")}</button>
      <button type="button" class="button small primary" disabled=${isBusy} onClick=${() => answer("admit", { role: "member" })}>${h(Icon, { name: "check", small: true })}${t("knocks.let_in")}</button>
    </div>
  </div>`;
}

/** The sentence around the name. The name keeps its own text direction. @param {{name: string}} props */
function Wants({ name }) {
  return html`${rich("knocks.wants", { name: html`<bdi>${name}</bdi>` })}`;
}
