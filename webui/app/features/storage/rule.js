/** The owner's rule that deletes old files, by room and by age, and what it would delete before it does. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { get, post, put } from "../../net/api.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { sizeText } from "../files/names.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { FileList } from "./largest_files.js";
import { ruleWords } from "./rule_words.js";
import { unlisted } from "./unlisted.js";

const MEGABYTE = 1_000_000;
/** @typedef {{days: number | null, larger_than: number, kept_rooms: string[], rooms: {room_id: string, days: number}[], next_at: string}} Rule */
/** @typedef {{held: boolean, held_rooms: string[]}} Holds */

/** @type {Rule} */
const USUAL = { days: 365, larger_than: 10 * MEGABYTE, kept_rooms: [], rooms: [], next_at: "" };
const MOST_DAYS = 3_650;
const MOST_MEGABYTES = 1_000_000;

/** So many rooms can have days of their own. */
const MOST_ROOMS = 50;

export function FileRule() {
  const [{ rule, holds, problem }, setState] = useState({ rule: /** @type {Rule | null | undefined} */ (undefined), holds: /** @type {Holds} */ ({ held: false, held_rooms: [] }), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const take = (/** @type {any} */ answer) => {
    setState((now) => ({ rule: answer.rule, holds: "held" in answer ? answer : now.holds, problem: "" }));
    setOpen(false);
  };
  const failed = (/** @type {any} */ error) => setState((now) => ({ ...now, problem: error.message }));
  useEffect(() => void get("/api/storage/rule").then(take, failed), []);
  const end = () => void put("/api/storage/rule", { days: null }).then(take, failed);
  return html`<section class="file-rule"><h3>${t("storage.rule")}</h3>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <p class="hint">${t("storage.rule_hint")}</p>
    ${rule && html`<p role="status">${ruleWords(rule)} ${rule.rooms.length + rule.kept_rooms.length > 0 && t("host.retention_rooms", { n: rule.rooms.length + rule.kept_rooms.length })} ${t("storage.rule_next", { when: brief(rule.next_at) })}</p>`}
    ${(holds.held || holds.held_rooms.length > 0) && html`<p>${holds.held ? t("host.retention_held") : t("host.retention_held_rooms", { n: holds.held_rooms.length })}</p>`}
    ${rule !== undefined && html`<div class="rule-answers">
      ${!isOpen && html`<button type="button" class="button" onClick=${() => setOpen(true)}>${rule ? t("storage.rule_change") : t("storage.rule_set")}</button>`}
      ${rule && html`<button type="button" class="button" onClick=${end}>${t("storage.rule_end")}</button>`}
    </div>`}
    ${isOpen && h(RuleForm, { key: rule?.next_at, rule: rule ?? USUAL, holds, onSaved: take })}
  </section>`;
}

/** @param {{rule: Rule, holds: Holds, onSaved: (answer: any) => void}} props */
function RuleForm({ rule, holds, onSaved }) {
  const place = useRef(/** @type {any} */ (null));
  const [found, setFound] = useState(/** @type {any} */ (null));
  const own = [...rooms.value.values()].filter((room) => room.kind !== "direct").slice(0, MOST_ROOMS);
  const form = useForm(async (values) => onSaved(await put("/api/storage/rule", ruleOf(values, rule))));
  const show = useForm(async (values) => setFound(await post("/api/storage/preview", ruleOf(values, rule))));
  const change = () => setFound(null);
  const error = form.error ?? show.error;
  return html`<form ref=${place} onSubmit=${form.submit} onInput=${change} novalidate>
    ${h(Problem, { error, fields: ["days", "megabytes"] })}
    ${h(Field, { name: "days", label: t("storage.rule_days"), hint: own.length > 0 ? t("storage.rule_days_hint") : undefined, error, type: "number", inputmode: "numeric", min: 1, max: MOST_DAYS, defaultValue: rule.days === null ? "" : String(rule.days) })}
    ${h(Field, { name: "megabytes", label: t("storage.rule_megabytes"), hint: t("storage.rule_megabytes_hint"), error, type: "number", inputmode: "numeric", min: 0, max: MOST_MEGABYTES, defaultValue: String(Math.round(rule.larger_than / MEGABYTE)) })}
    ${own.length > 0 && html`<details><summary>${t("storage.rule_rooms")}</summary><p class="hint">${t("storage.rule_rooms_hint")}</p><ul class="ruled-rooms">
      ${own.map((room) => h(RoomLine, { key: room.id, room, rule, isHeld: holds.held_rooms.includes(room.id) }))}</ul></details>`}
    <div class="rule-answers">
      <button type="button" class="button" aria-busy=${String(show.busy)} onClick=${() => show.submit({ preventDefault: () => {}, currentTarget: place.current })}>${t("storage.rule_show")}</button>
      <button class="button danger" disabled=${!found} aria-busy=${String(form.busy)}>${t("storage.rule_save")}</button>
    </div>
    <div role="status">${found && h(Victims, { found })}</div>
  </form>`;
}

/** @param {{room: any, rule: Rule, isHeld: boolean}} props */
function RoomLine({ room, rule, isHeld }) {
  const own = rule.kept_rooms.includes(room.id) ? 0 : rule.rooms.find((one) => one.room_id === room.id)?.days;
  const name = titleOf(room);
  return html`<li><bdi>${name}</bdi>${isHeld && html`<span class="hint">${t("storage.rule_room_held")}</span>`}
    <label><span class="hidden">${t("host.retention_room_days", { room: name })}</span><input type="number" inputmode="numeric" min="0" max=${MOST_DAYS} name=${`days-${room.id}`} defaultValue=${own ?? ""} placeholder=${t("host.retention_as_office")} /></label></li>`;
}

/** @param {{found: any}} props */
function Victims({ found }) {
  if (found.files === 0) return html`<p class="hint">${t("storage.rule_nothing")}</p>`;
  const name = (/** @type {any} */ one) => (one.room_id ? titleOf(rooms.value.get(one.room_id)) : t("storage.private_rooms"));
  return html`<p>${t("storage.rule_deletes", { n: found.files, size: sizeText(found.bytes) })}</p>
    <ul class="ruled-rooms">${found.rooms.map((/** @type {any} */ one) => html`<li key=${one.room_id ?? ""}><bdi>${name(one)}</bdi><span>${t("storage.count", { n: one.files })}</span></li>`)}</ul>
    <p class="hint">${t("storage.rule_examples")}</p>${h(FileList, { files: found.examples })}`;
}

/** Reads the form. @param {Record<string, string>} values @param {Rule} rule The one that holds now @throws {Error} for a number that is none */
function ruleOf(values, rule) {
  const listed = Object.keys(values).filter((name) => name.startsWith("days-")).map((name) => name.slice("days-".length));
  const typed = listed.filter((id) => values[`days-${id}`].trim() !== "").map((id) => ({ room_id: id, days: whole(values[`days-${id}`], 0, MOST_DAYS, "days") }));
  const own = [...typed.filter((one) => one.days > 0), ...unlisted(rule.rooms, (one) => one.room_id, listed)];
  const kept = [...typed.filter((one) => one.days === 0).map((one) => one.room_id), ...unlisted(rule.kept_rooms, (id) => id, listed)];
  const days = values.days.trim() === "" && own.length > 0 ? null : whole(values.days, 1, MOST_DAYS, "days");
  const megabytes = whole(values.megabytes, 0, MOST_MEGABYTES, "megabytes");
  return { days, larger_than: megabytes * MEGABYTE, kept_rooms: kept, rooms: own };
}

/** @param {string} typed @param {number} least @param {number} most @param {string} field */
function whole(typed, least, most, field) {
  const number = Number(typed);
  if (typed.trim() === "" || !Number.isInteger(number) || number < least || number > most) throw wrong(field, t("storage.rule_number", { least, most }));
  return number;
}
