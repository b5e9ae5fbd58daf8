/** The disk of the host, and the way to what takes space. It is measured once, because that reads each file's row. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { openLazily } from "../../store/route.js";
import { Gauge } from "../storage/gauge.js";
import { Card } from "./card.js";

const load = () => import("../storage/storage_dialog.js");

export function DiskCard() {
  const [found, setFound] = useState(/** @type {any} */ (null));
  useEffect(() => void get("/api/storage").then(setFound, (error) => setFound({ problem: error.message })), []);
  return html`<${Card} icon="folder" title=${t("host.disk")} wide=${true}>
    ${!found && html`<p class="hint">${t("form.busy")}</p>`}
    ${found?.problem && html`<p class="wrong" role="alert">${found.problem}</p>`}
    ${found?.disk && h(Gauge, { space: found })}
    <p class="host-foot"><button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "StorageDialog")}>${t("host.open_storage")}</button></p>
  <//>`;
}
