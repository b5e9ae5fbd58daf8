/** The owner's rule that deletes old messages, by room and by age, and the holds that stop it. What it would delete is shown before it can be saved. */

import { h, html, useEffect, useState } from "../../html.js";
import { brief } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { AgeRuleForm, RuledRoom, VictimRooms, roomDays, wholeDays, withPrefix } from "../storage/age_rule.js";
import { unlisted } from "../storage/unlisted.js";
import { useFocusBack } from "../shared/form.js";
import { Card } from "./card.js";
import { number, t } from "../../lib/i18n.js";

/** @typedef {{days: number | null, rooms: {room_id: string, days: number | null}[], held: boolean, held_rooms: string[], next_at?: string}} Rule */

export function Retention() {
  const [{ rule, problem }, setState] = useState({ rule: /** @type {Rule | null} */ (null), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const { opener, giveBack } = useFocusBack();
  const take = (/** @type {any} */ answer) => {
    setState({ rule: answer.retention, problem: "" });
    setOpen(false);
  };
  const saved = (/** @type {any} */ answer) => {
    take(answer);
    giveBack();
  };
  useEffect(() => void get("/api/retention").then(take, (error) => setState((now) => ({ ...now, problem: error.message }))), []);
  return html`<${Card} icon="trash" title=${t("host.retention")} wide=${isOpen}>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${rule && html`<p role="status">${words(rule)}</p>`}
    ${rule && isOpen && h(RuleForm, { rule, onSaved: saved })}
    <p class="host-foot">${rule && !isOpen && html`<button type="button" class="button" ref=${opener} onClick=${() => setOpen(true)}>${t("host.retention_change")}</button>`}</p>
  <//>`;
}

/** @param {Rule} rule @returns {string} */
function words(rule) {
  if (rule.held) return t("host.retention_held");
  const parts = [rule.days === null ? t("host.retention_off") : t("host.retention_on", { n: rule.days })];
  if (rule.rooms.length > 0) parts.push(t("host.retention_rooms", { n: rule.rooms.length }));
  if (rule.held_rooms.length > 0) parts.push(t("host.retention_held_rooms", { n: rule.held_rooms.length }));
  if (rule.next_at) parts.push(t("host.retention_next", { moment: brief(rule.next_at) }));
  return parts.join(" ");
}

/** @param {{rule: Rule, onSaved: (answer: any) => void}} props */
function RuleForm({ rule, onSaved }) {
  const words = {
    days: t("host.retention_days"),
    daysHint: t("host.retention_days_hint"),
    rooms: t("host.retention_by_room"),
    roomsHint: t("host.retention_by_room_hint"),
    save: t("host.retention_save"),
  };
  const hold = () => html`<label class="host-check"><input type="checkbox" name="held" defaultChecked=${rule.held} /><span>${t("host.retention_hold")}</span></label>`;
  const line = (/** @type {any} */ room) => {
    const own = rule.rooms.find((one) => one.room_id === room.id);
    const held = html`<label class="host-check"><input type="checkbox" name=${`hold-${room.id}`} defaultChecked=${rule.held_rooms.includes(room.id)} /><span>${t("host.retention_hold_room")}</span></label>`;
    return h(RuledRoom, { key: room.id, room, days: own && (own.days ?? 0) }, held);
  };
  const where = { path: "/api/retention", preview: "/api/retention/preview" };
  return h(AgeRuleForm, { days: rule.days, words, children: hold, line, ...where, read: (values) => ruleOf(values, rule), Victims, onSaved });
}

/** @param {{found: any}} props */
function Victims({ found }) {
  if (found.messages === 0) return html`<p class="hint">${t("storage.rule_nothing")}</p>`;
  return html`<p>${t("host.retention_deletes", { n: found.messages, messages: number(found.messages), files: t("storage.count", { n: found.files }) })}</p>
    ${h(VictimRooms, { found, count: (one) => t("host.messages", { n: one.messages }) })}`;
}

/** Reads the form. @param {Record<string, string>} values @param {Rule} rule The one that holds now @throws {Error} for a number that is none */
function ruleOf(values, rule) {
  const { listed, typed } = roomDays(values);
  return {
    days: values.days.trim() === "" ? null : wholeDays(values.days),
    rooms: [...typed.map((one) => ({ ...one, days: one.days || null })), ...unlisted(rule.rooms, (one) => one.room_id, listed)],
    held: "held" in values,
    held_rooms: [...withPrefix(values, "hold-"), ...unlisted(rule.held_rooms, (id) => id, listed)],
  };
}
