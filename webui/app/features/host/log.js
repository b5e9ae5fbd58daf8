/** The log of the host: its last lines, which are loaded when they are asked for, and where the file is. */

import { html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { Card } from "./card.js";

/** @param {{host: any}} props */
export function LogCard({ host }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const shown = useRef(/** @type {any} */ (null));
  // With the lines the card is as wide as the page, and may begin below what is seen.
  useEffect(() => shown.current?.scrollIntoView({ block: "nearest" }), [found]);
  const load = () => get("/api/host/log").then(setFound, (error) => setFound({ problem: error.message }));
  return html`<${Card} icon="notes" title=${t("host.log")} wide=${Boolean(found)}>
    <p class="hint">${t("host.log_lead")}</p>
    <p class="hint"><code dir="ltr">${host.log}</code></p>
    ${found?.problem && html`<p class="wrong" role="alert">${found.problem}</p>`}
    ${found?.lines && html`<pre class="host-log" ref=${shown} dir="ltr" tabIndex="0" aria-label=${t("host.log")}>${found.lines.join("\n") || t("host.log_empty")}</pre>`}
    <p class="host-foot"><button type="button" class="button" onClick=${load}>${found ? t("host.log_again") : t("host.log_show")}</button></p>
  <//>`;
}
