/** The report of the last import, and the list of what an import leaves out. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { reasonText } from "./reasons.js";

/** @param {{report: any}} props */
export function Report({ report }) {
  const messages = t("backup.messages", { n: report.messages });
  const files = t("backup.files", { n: report.files });
  const rooms = t("exchange.room_count", { n: report.rooms });
  const people = t("exchange.new_people", { n: report.people });
  return html`<section class="exchange-report" aria-label=${t("exchange.report")}><h3>${t("exchange.report")}</h3>
    <p class="hint"><bdi>${report.name}</bdi>, ${brief(report.at)}${!report.is_whole && html`, ${t("exchange.not_whole")}`}</p>
    <p>${t("exchange.report_counts", { messages, files, rooms, people })}</p>
    ${report.changed > 0 && html`<p class="hint">${t("exchange.changed", { n: report.changed })}</p>`}
    ${h(LeftOut, { found: report.left_out })}</section>`;
}

/** @param {{found: (import("./reasons.js").Reason & {count: number, examples: string[]})[]}} props */
export function LeftOut({ found }) {
  if (found.length === 0) return null;
  return html`<details><summary>${t("exchange.left_out")}</summary><ul class="exchange-left">
    ${found.map(({ count, examples, ...one }) => html`<li key=${one.reason}>${t("exchange.reason", { reason: reasonText(one), n: count })}${examples.length > 0 && html`<ul>${examples.map((one) => html`<li key=${one}><bdi>${one}</bdi></li>`)}</ul>`}</li>`)}
  </ul></details>`;
}
