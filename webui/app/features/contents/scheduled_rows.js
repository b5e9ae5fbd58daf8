/** My scheduled messages of a room, at the end of its flow. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { format } from "../../lib/formatting/format.js";
import { scheduled } from "../../store/pending.js";
import { rowsOf } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Plan } from "./plan.js";

void loadStyleSheet("features/contents");

/** @param {{id: string}} props */
export const ScheduledRows = ({ id }) =>
  html`<div class="later-rows" aria-live="off">${rowsOf(scheduled.value.filter((one) => one.room_id === id), (one) => one.id, (one) => h(Row, { one }), (one) => one.body)}</div>`;

/** @param {{one: import("../../store/pending.js").Scheduled}} props */
const Row = ({ one }) => html`<section class="message scheduled" data-mine="" data-first="" data-last="" aria-label=${t("scheduled.row")}>
  <div class="bubble">${format(one.body, [])}</div>${h(Plan, { one })}
</section>`;
