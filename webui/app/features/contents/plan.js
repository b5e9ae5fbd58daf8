/** When a scheduled message goes out, and what can be done about it. */

import { h, html } from "../../html.js";
import { t, told } from "../../lib/i18n.js";
import { post, remove } from "../../net/api.js";
import { openLazily } from "../../store/route.js";
import { toast } from "../../store/toasts.js";
import { Icon } from "../../ui/parts.js";
import { whenText } from "./when_text.js";

const dialog = () => import("./schedule_dialog.js");

/** @param {Promise<any>} work */
const orSay = (work) => void work.catch((problem) => toast(problem.message));

/** @param {{one: import("../../store/pending.js").Scheduled}} props */
export function Plan({ one }) {
  const path = `/api/scheduled/${one.id}`;
  return html`<p class="plan" data-problem=${one.problem ? "" : undefined}>
    ${h(Icon, { name: one.problem ? "alert" : "clock", small: true })}<span>${one.problem ? t("scheduled.problem", { reason: told({ key: one.problem_key, message: one.problem }) }) : t("scheduled.goes_out", { when: whenText(one.send_at) })}</span>
    <span><button type="button" onClick=${() => openLazily(dialog, "ScheduleDialog", { roomId: one.room_id, one })}>${t("scheduled.change")}</button>
    <button type="button" onClick=${() => orSay(post(`${path}/send`))}>${t("scheduled.send_now")}</button>
    <button type="button" onClick=${() => orSay(remove(path))}>${t("action.delete")}</button></span>
  </p>`;
}
