/** Since when the host has been running, in which version, and where its folder is. */

import { h, html } from "../../html.js";
import { rich, series, t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { Big, Card, large } from "./card.js";
import { duration } from "./numbers.js";

const MINUTE_SECONDS = 60;

/** @param {{host: any}} props */
export function Running({ host }) {
  const [first, second = ""] = duration(host.uptime_seconds);
  return html`<${Card} icon="clock" title=${t("host.running")}>
    ${h(Big, null, large(first), " ", second)}
    <p class="hint">${t("host.since", { moment: brief(host.started_at) })}</p>
    ${host.asleep_seconds >= MINUTE_SECONDS && html`<p class="hint">${t("host.slept", { duration: series(duration(host.asleep_seconds)) })}</p>`}
    <p class="hint">${t("settings.version", { version: host.version })}</p>
    <p class="hint">${rich("host.folder", { folder: html`<code dir="ltr">${host.data}</code>` })}</p>
  <//>`;
}
