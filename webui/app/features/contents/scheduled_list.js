/** The list of my scheduled messages. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { scheduled } from "../../store/pending.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { Dialog } from "../../ui/dialog.js";
import { rowsOf } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Plan } from "./plan.js";

void loadStyleSheet("features/contents");

/** All my scheduled messages, of every room. */
export const ScheduledList = () => html`<${Dialog} title=${t("scheduled.list")} kind="sheet tall">
  <ul class="later-list">${rowsOf(scheduled.value, (one) => one.id, (one) => h(Entry, { one }), (one) => one.body)}</ul>
  ${scheduled.value.length === 0 && html`<p class="note">${t("scheduled.none")}</p>`}
<//>`;

/** @param {{one: import("../../store/pending.js").Scheduled}} props */
function Entry({ one }) {
  const room = rooms.value.get(one.room_id);
  return html`<li>${room && html`<b><bdi>${titleOf(room)}</bdi></b>`}<p class="typed" dir="auto">${one.body}</p>${h(Plan, { one })}</li>`;
}
