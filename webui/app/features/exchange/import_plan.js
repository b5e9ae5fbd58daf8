/** What an import would do: who people are here, where rooms go, and what is left out. */

import { h, html } from "../../html.js";
import { compare, t } from "../../lib/i18n.js";
import { users } from "../../store/people.js";
import { sizeText } from "../files/names.js";
import { LeftOut } from "./import_report.js";
import { reasonText } from "./reasons.js";

/** @param {{plan: any, people: Record<string, string | null>, onPeople: (people: Record<string, string | null>) => void}} props */
export function ImportPlan({ plan, people, onPeople }) {
  const into = { same: t("exchange.into_same"), name: t("exchange.into_name"), people: t("exchange.into_people"), new: t("exchange.into_new") };
  const here = [...users.value.values()].sort((one, other) => compare(one.name, other.name));
  const set = (/** @type {string} */ id, /** @type {string} */ value) => onPeople({ ...people, [id]: value || null });
  const messages = t("backup.messages", { n: plan.messages });
  const files = t("backup.files", { n: plan.files });
  return html`<h3>${t("exchange.plan", { source: plan.source })}</h3>
    <p class="hint">${t("exchange.plan_counts", { messages, files, size: sizeText(plan.file_bytes) })}</p>
    <details open><summary>${t("exchange.people", { n: plan.people_count })}</summary><p class="hint">${t("exchange.people_hint")}</p>
      <ul class="exchange-list">${plan.people.map((/** @type {any} */ one) => html`<li key=${one.id}><bdi>${one.name}</bdi>
        <label><span class="hidden">${t("exchange.person_here", { name: one.name })}</span>
          <select onChange=${(/** @type {any} */ event) => set(one.id, event.currentTarget.value)} value=${one.id in people ? (people[one.id] ?? "") : (one.user_id ?? "")}>
            <option value="">${t("exchange.person_new")}</option>
            ${here.map((user) => html`<option key=${user.id} value=${user.id}>${user.name}</option>`)}
          </select></label></li>`)}</ul></details>
    <details><summary>${t("exchange.room_count", { n: plan.room_count })}</summary>
      <ul class="exchange-list">${plan.rooms.map((/** @type {any} */ one) => html`<li key=${one.id}><bdi>${one.name || t("exchange.direct")}</bdi><span>${one.reason ? reasonText(one) : /** @type {any} */ (into)[one.into]}</span></li>`)}</ul></details>
    ${h(LeftOut, { found: plan.left_out })}`;
}
