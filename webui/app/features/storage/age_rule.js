/** The form of a rule that deletes what is old, by age and by room. What it would delete is shown before it can be saved. Messages have such a rule, and files. */

import { h, html, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { post, put } from "../../net/api.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";

const MOST_DAYS = 3_650;
/** So many rooms can have days of their own. */
const MOST_ROOMS = 100;

/**
 * @typedef {object} Words Of one rule
 * @property {string} days @property {string} [daysHint]
 * @property {string} rooms @property {string} roomsHint
 * @property {string} save
 */

/**
 * @param {object} props
 * @param {number | null} props.days Those that hold now
 * @param {Words} props.words
 * @param {any} [props.children] What else the rule says
 * @param {string[]} [props.fields] The names of its fields
 * @param {(room: any) => any} props.line Returns the line of a room
 * @param {string} props.path Where the rule is stored
 * @param {string} props.preview Where is asked what it would delete
 * @param {(values: Record<string, string>) => any} props.read Reads the form; it throws an error of a field
 * @param {any} props.Victims Shows what the rule would delete, `found`
 * @param {(answer: any) => void} props.onSaved
 */
export function AgeRuleForm({ days, words, children, fields = [], line, path, preview, read, Victims, onSaved }) {
  const place = useRef(/** @type {any} */ (null));
  const [found, setFound] = useState(/** @type {any} */ (null));
  // The button that opened the form is gone.
  useLayoutEffect(() => place.current.elements.days.focus(), []);
  const form = useForm(async (values) => onSaved(await put(path, read(values))));
  const show = useForm(async (values) => setFound(await post(preview, read(values))));
  const own = listedRooms();
  const error = form.error ?? show.error;
  return html`<form class="age-rule" ref=${place} onSubmit=${form.submit} onInput=${() => setFound(null)} novalidate>
    ${h(Problem, { error, fields: ["days", ...fields] })}
    ${h(Field, { name: "days", label: words.days, hint: words.daysHint, error, type: "number", inputmode: "numeric", min: 1, max: MOST_DAYS, defaultValue: days === null ? "" : String(days) })}
    ${children?.(error)}
    ${own.length > 0 && html`<details><summary>${words.rooms}</summary><p class="hint">${words.roomsHint}</p><ul class="ruled-rooms">${own.map(line)}</ul></details>`}
    <div class="rule-answers">
      <button type="button" class="button" aria-busy=${String(show.busy)} onClick=${() => show.submit({ preventDefault: () => {}, currentTarget: place.current })}>${t("storage.rule_show")}</button>
      <button class="button danger" disabled=${!found} aria-busy=${String(form.busy)}>${words.save}</button>
    </div>
    <div role="status">${found && h(Victims, { found })}</div>
  </form>`;
}

/** The rooms that a form lists: a direct conversation has no rule of its own. */
export const listedRooms = () => [...rooms.value.values()].filter((room) => room.kind !== "direct").slice(0, MOST_ROOMS);

/** A room with its own days. @param {{room: any, days: number | undefined, note?: any, children?: any}} props */
export function RuledRoom({ room, days, note, children }) {
  const name = titleOf(room);
  return html`<li><bdi>${name}</bdi>${note}
    <label><span class="hidden">${t("host.retention_room_days", { room: name })}</span><input type="number" inputmode="numeric" min="0" max=${MOST_DAYS} name=${`days-${room.id}`} defaultValue=${days === undefined ? "" : String(days)} placeholder=${t("host.retention_as_office")} /></label>${children}</li>`;
}

/** What a rule would delete, by room. @param {{found: {rooms: any[]}, count: (one: any) => string}} props */
export function VictimRooms({ found, count }) {
  const name = (/** @type {any} */ one) => (one.room_id ? titleOf(rooms.value.get(one.room_id)) : t("storage.private_rooms"));
  return html`<ul class="ruled-rooms">${found.rooms.map((one) => html`<li key=${one.room_id ?? ""}><bdi>${name(one)}</bdi><span>${count(one)}</span></li>`)}</ul>`;
}

/** Reads the days of rooms. @param {Record<string, string>} values @returns {{listed: string[], typed: {room_id: string, days: number}[]}} All rooms in the form, and those with days; 0 keeps everything */
export function roomDays(values) {
  const listed = withPrefix(values, "days-");
  const typed = listed.filter((id) => values[`days-${id}`].trim() !== "").map((id) => ({ room_id: id, days: wholeDays(values[`days-${id}`], 0) }));
  return { listed, typed };
}

/** The ends of the names of fields that begin so. @param {Record<string, string>} values @param {string} prefix */
export const withPrefix = (values, prefix) => Object.keys(values).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));

/** @param {string} typed @param {number} [least] */
export const wholeDays = (typed, least = 1) => whole(typed, least, MOST_DAYS, "days");

/** Reads a number. @param {string} typed @param {number} least @param {number} most @param {string} field @throws {Error} for a number that is none */
export function whole(typed, least, most, field) {
  const number = Number(typed);
  if (typed.trim() === "" || !Number.isInteger(number) || number < least || number > most) throw wrong(field, t("storage.rule_number", { least, most }));
  return number;
}
