/** The card of the page about the host that leads to imports and exports, and lets members export. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get, put } from "../../net/api.js";
import { openLazily } from "../../store/route.js";
import { Card } from "./card.js";
import { Toggle } from "../shared/toggle.js";

const loadImport = () => import("../exchange/import_dialog.js");
const loadExport = () => import("../exchange/export_dialog.js");

export function ExchangeCard() {
  const [{ allowed, problem }, setState] = useState({ allowed: /** @type {boolean | null} */ (null), problem: "" });
  const take = (/** @type {any} */ found) => setState({ allowed: found.members_may, problem: "" });
  const fail = (/** @type {any} */ error) => setState((now) => ({ ...now, problem: error.message }));
  useEffect(() => void get("/api/export").then(take, fail), []);
  return html`<${Card} icon="copy" title=${t("exchange.title")} wide=${true}>
    <p class="hint">${t("exchange.lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${allowed !== null && h(Toggle, { label: t("exchange.members_may"), hint: t("exchange.members_may_hint"), on: allowed, onChange: (on) => put("/api/export/rule", { members: on }).then(take, fail) })}
    <p class="host-foot">
      <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(loadImport, "ImportDialog")}>${t("exchange.import_open")}</button>
      <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(loadExport, "ExportDialog")}>${t("exchange.export_open")}</button>
    </p>
  <//>`;
}
