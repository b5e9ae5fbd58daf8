/** The owner's rule that deletes old messages, by room and by age, and the holds that stop it. What it would delete is shown before it can be saved. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { brief } from "../../lib/time.js";
import { get, post, put } from "../../net/api.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { unlisted } from "../storage/unlisted.js";
import { Card } from "./card.js";
import { number, t } from "../../lib/i18n.js";

const MOST_DAYS = 3_650;
/** So many rooms can have days of their own. */
const MOST_ROOMS = 100;

/** @typedef {{days: number | null, rooms: {room_id: string, days: number | null}[], held: boolean, held_rooms: string[], next_at?: string}} Rule */

export function Retention() {
  const [{ rule, problem }, setState] = useState({ rule: /** @type {Rule | null} */ (null), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const take = (/** @type {any} */ answer) => {
    setState({ rule: answer.retention, problem: "" });
    setOpen(false);
  };
  useEffect(() => void get("/api/retention").then(take, (error) => setState((now) => ({ ...now, problem: error.message }))), []);
  return html`<${Card} icon="trash" title=${t("host.retention")} wide=${isOpen}>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${rule && html`<p role="status">${words(rule)}</p>`}
    ${rule && isOpen && h(RuleForm, { rule, onSaved: take })}
    <p class="host-foot">${rule && !isOpen && html`<button type="button" class="button" onClick=${() => setOpen(true)}>${t("host.retention_change")}</button>`}</p>
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
  const place = useRef(/** @type {any} */ (null));
  const [found, setFound] = useState(/** @type {any} */ (null));
  const form = useForm(async (values) => onSaved(await put("/api/retention", ruleOf(values, rule))));
  const show = useForm(async (values) => setFound(await post("/api/retention/preview", ruleOf(values, rule))));
  const own = [...rooms.value.values()].filter((room) => room.kind !== "direct").slice(0, MOST_ROOMS);
  const error = form.error ?? show.error;
  return html`<form class="host-retention" ref=${place} onSubmit=${form.submit} onInput=${() => setFound(null)} novalidate>
    ${h(Problem, { error, fields: ["days"] })}
    ${h(Field, { name: "days", label: t("host.retention_days"), hint: t("host.retention_days_hint"), error, type: "number", inputmode: "numeric", min: 1, max: MOST_DAYS, defaultValue: rule.days === null ? "" : String(rule.days) })}
    <label class="host-check"><input type="checkbox" name="held" defaultChecked=${rule.held} /><span>${t("host.retention_hold")}</span></label>
    ${own.length > 0 && html`<details><summary>${t("host.retention_by_room")}</summary><p class="hint">${t("host.retention_by_room_hint")}</p><ul>
      ${own.map((room) => h(RoomLine, { key: room.id, room, rule }))}</ul></details>`}
    <div class="host-foot">
      <button type="button" class="button" aria-busy=${String(show.busy)} onClick=${() => show.submit({ preventDefault: () => {}, currentTarget: place.current })}>${t("storage.rule_show")}</button>
      <button class="button danger" disabled=${!found} aria-busy=${String(form.busy)}>${t("host.retention_save")}</button>
    </div>
    <div role="status">${found && h(Victims, { found })}</div>
  </form>`;
}

/** @param {{room: any, rule: Rule}} props */
function RoomLine({ room, rule }) {
  const own = rule.rooms.find((one) => one.room_id === room.id);
  const name = titleOf(room);
  return html`<li class="host-room"><bdi>${name}</bdi>
    <label><span class="hidden">${t("host.retention_room_days", { room: name })}</span><input type="number" inputmode="numeric" min="0" max=${MOST_DAYS} name=${`days-${room.id}`} defaultValue=${own ? String(own.days ?? 0) : ""} placeholder=${t("host.retention_as_office")} /></label>
    <label class="host-check"><input type="checkbox" name=${`hold-${room.id}`} defaultChecked=${rule.held_rooms.includes(room.id)} /><span>${t("host.retention_hold_room")}</span></label></li>`;
}

/** @param {{found: any}} props */
function Victims({ found }) {
  if (found.messages === 0) return html`<p class="hint">${t("storage.rule_nothing")}</p>`;
  const name = (/** @type {any} */ one) => titleOf(rooms.value.get(one.room_id));
  return html`<p>${t("host.retention_deletes", { n: found.messages, messages: number(found.messages), files: t("storage.count", { n: found.files }) })}</p>
    <ul>${found.rooms.map((/** @type {any} */ one) => html`<li key=${one.room_id ?? ""}><bdi>${one.room_id ? name(one) : t("storage.private_rooms")}</bdi><span>${t("host.messages", { n: one.messages })}</span></li>`)}</ul>`;
}

/** Reads the form. @param {Record<string, string>} values @param {Rule} rule The one that holds now @throws {Error} for a number that is none */
function ruleOf(values, rule) {
  const named = (/** @type {string} */ prefix) => Object.keys(values).filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), values[name]]);
  const listed = named("days-").map(([id]) => id);
  const own = named("days-").filter(([, typed]) => typed.trim() !== "");
  return {
    days: values.days.trim() === "" ? null : whole(values.days, 1),
    rooms: [...own.map(([id, typed]) => ({ room_id: id, days: whole(typed, 0) || null })), ...unlisted(rule.rooms, (one) => one.room_id, listed)],
    held: "held" in values,
    held_rooms: [...named("hold-").map(([id]) => id), ...unlisted(rule.held_rooms, (id) => id, listed)],
  };
}

/** @param {string} typed @param {number} least */
function whole(typed, least) {
  const days = Number(typed);
  if (!Number.isInteger(days) || days < least || days > MOST_DAYS) throw wrong("days", t("storage.rule_number", { least, most: MOST_DAYS }));
  return days;
}
