/** The owner's rule that deletes old files, by room and by age, and what it would delete before it does. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { get, put } from "../../net/api.js";
import { sizeText } from "../files/names.js";
import { Field, useFocusBack } from "../shared/form.js";
import { AgeRuleForm, RuledRoom, VictimRooms, listedRooms, roomDays, whole, wholeDays } from "./age_rule.js";
import { FileList } from "./largest_files.js";
import { ruleWords } from "./rule_words.js";
import { unlisted } from "./unlisted.js";

const MEGABYTE = 1_000_000;
/** @typedef {{days: number | null, larger_than: number, kept_rooms: string[], rooms: {room_id: string, days: number}[], next_at: string}} Rule */
/** @typedef {{held: boolean, held_rooms: string[]}} Holds */

/** @type {Rule} */
const USUAL = { days: 365, larger_than: 10 * MEGABYTE, kept_rooms: [], rooms: [], next_at: "" };
const MOST_MEGABYTES = 1_000_000;

export function FileRule() {
  const [{ rule, holds, problem }, setState] = useState({ rule: /** @type {Rule | null | undefined} */ (undefined), holds: /** @type {Holds} */ ({ held: false, held_rooms: [] }), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const { opener, giveBack } = useFocusBack();
  const take = (/** @type {any} */ answer) => {
    setState((now) => ({ rule: answer.rule, holds: "held" in answer ? answer : now.holds, problem: "" }));
    setOpen(false);
  };
  const saved = (/** @type {any} */ answer) => {
    take(answer);
    giveBack();
  };
  const failed = (/** @type {any} */ error) => setState((now) => ({ ...now, problem: error.message }));
  useEffect(() => void get("/api/storage/rule").then(take, failed), []);
  const end = () => void put("/api/storage/rule", { days: null }).then(saved, failed);
  return html`<section class="file-rule"><h3>${t("storage.rule")}</h3>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <p class="hint">${t("storage.rule_hint")}</p>
    ${rule && html`<p role="status">${ruleWords(rule)} ${rule.rooms.length + rule.kept_rooms.length > 0 && t("host.retention_rooms", { n: rule.rooms.length + rule.kept_rooms.length })} ${t("storage.rule_next", { when: brief(rule.next_at) })}</p>`}
    ${(holds.held || holds.held_rooms.length > 0) && html`<p>${holds.held ? t("host.retention_held") : t("host.retention_held_rooms", { n: holds.held_rooms.length })}</p>`}
    ${rule !== undefined && html`<div class="rule-answers">
      ${!isOpen && html`<button type="button" class="button" ref=${opener} onClick=${() => setOpen(true)}>${rule ? t("storage.rule_change") : t("storage.rule_set")}</button>`}
      ${rule && html`<button type="button" class="button" onClick=${end}>${t("storage.rule_end")}</button>`}
    </div>`}
    ${isOpen && h(RuleForm, { key: rule?.next_at, rule: rule ?? USUAL, holds, onSaved: saved })}
  </section>`;
}

/** @param {{rule: Rule, holds: Holds, onSaved: (answer: any) => void}} props */
function RuleForm({ rule, holds, onSaved }) {
  const words = {
    days: t("storage.rule_days"),
    daysHint: listedRooms().length > 0 ? t("storage.rule_days_hint") : undefined,
    rooms: t("storage.rule_rooms"),
    roomsHint: t("storage.rule_rooms_hint"),
    save: t("storage.rule_save"),
  };
  const line = (/** @type {any} */ room) => {
    const days = rule.kept_rooms.includes(room.id) ? 0 : rule.rooms.find((one) => one.room_id === room.id)?.days;
    const note = holds.held_rooms.includes(room.id) && html`<span class="hint">${t("storage.rule_room_held")}</span>`;
    return h(RuledRoom, { key: room.id, room, days, note });
  };
  const larger = (/** @type {any} */ error) =>
    h(Field, { name: "megabytes", label: t("storage.rule_megabytes"), hint: t("storage.rule_megabytes_hint"), error, type: "number", inputmode: "numeric", min: 0, max: MOST_MEGABYTES, defaultValue: String(Math.round(rule.larger_than / MEGABYTE)) });
  const where = { path: "/api/storage/rule", preview: "/api/storage/preview" };
  return h(AgeRuleForm, { days: rule.days, words, children: larger, fields: ["megabytes"], line, ...where, read: (values) => ruleOf(values, rule), Victims, onSaved });
}

/** @param {{found: any}} props */
function Victims({ found }) {
  if (found.files === 0) return html`<p class="hint">${t("storage.rule_nothing")}</p>`;
  return html`<p>${t("storage.rule_deletes", { n: found.files, size: sizeText(found.bytes) })}</p>
    ${h(VictimRooms, { found, count: (one) => t("storage.count", { n: one.files }) })}
    <p class="hint">${t("storage.rule_examples")}</p>${h(FileList, { files: found.examples })}`;
}

/** Reads the form. @param {Record<string, string>} values @param {Rule} rule The one that holds now @throws {Error} for a number that is none */
function ruleOf(values, rule) {
  const { listed, typed } = roomDays(values);
  const own = [...typed.filter((one) => one.days > 0), ...unlisted(rule.rooms, (one) => one.room_id, listed)];
  const kept = [...typed.filter((one) => one.days === 0).map((one) => one.room_id), ...unlisted(rule.kept_rooms, (id) => id, listed)];
  const days = values.days.trim() === "" && own.length > 0 ? null : wholeDays(values.days);
  const megabytes = whole(values.megabytes, 0, MOST_MEGABYTES, "megabytes");
  return { days, larger_than: megabytes * MEGABYTE, kept_rooms: kept, rooms: own };
}
