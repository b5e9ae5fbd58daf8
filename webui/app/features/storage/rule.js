/** The owner's rule that deletes old files, and what it would delete before it does. */

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
const USUAL = { days: 365, larger_than: 10 * MEGABYTE, kept_rooms: /** @type {string[]} */ ([]), next_at: "" };
const MOST_DAYS = 3_650;
const MOST_MEGABYTES = 1_000_000;

/** @typedef {typeof USUAL} Rule */

export function FileRule() {
  const [{ rule, problem }, setState] = useState({ rule: /** @type {Rule | null | undefined} */ (undefined), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const take = (/** @type {any} */ answer) => {
    setState({ rule: answer.rule, problem: "" });
    setOpen(false);
  };
  const failed = (/** @type {any} */ error) => setState((now) => ({ ...now, problem: error.message }));
  useEffect(() => void get("/api/storage/rule").then(take, failed), []);
  const end = () => void put("/api/storage/rule", { days: null }).then(take, failed);
  return html`<section class="file-rule"><h3>${t("storage.rule")}</h3>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <p class="hint">${t("storage.rule_hint")}</p>
    ${rule && html`<p role="status">${ruleWords(rule)} ${t("storage.rule_next", { when: brief(rule.next_at) })}</p>`}
    ${rule !== undefined && html`<div class="rule-answers">
      ${!isOpen && html`<button type="button" class="button" onClick=${() => setOpen(true)}>${rule ? t("storage.rule_change") : t("storage.rule_set")}</button>`}
      ${rule && html`<button type="button" class="button" onClick=${end}>${t("storage.rule_end")}</button>`}
    </div>`}
    ${isOpen && h(RuleForm, { key: rule?.next_at, rule: rule ?? USUAL, onSaved: take })}
  </section>`;
}

/** @param {{rule: Rule, onSaved: (answer: any) => void}} props */
function RuleForm({ rule, onSaved }) {
  const place = useRef(/** @type {any} */ (null));
  const [found, setFound] = useState(/** @type {any} */ (null));
  const own = [...rooms.value.values()].filter((room) => room.kind !== "direct");
  const left = unlisted(rule.kept_rooms, (id) => id, own.map((room) => room.id));
  const form = useForm(async (values) => onSaved(await put("/api/storage/rule", ruleOf(values, left))));
  const show = useForm(async (values) => setFound(await post("/api/storage/preview", ruleOf(values, left))));
  const change = () => setFound(null);
  return html`<form ref=${place} onSubmit=${form.submit} onInput=${change} novalidate>
    ${h(Problem, { error: form.error ?? show.error, fields: ["days", "megabytes"] })}
    ${h(Field, { name: "days", label: t("storage.rule_days"), error: form.error ?? show.error, type: "number", inputmode: "numeric", min: 1, max: MOST_DAYS, defaultValue: String(rule.days) })}
    ${h(Field, { name: "megabytes", label: t("storage.rule_megabytes"), hint: t("storage.rule_megabytes_hint"), error: form.error ?? show.error, type: "number", inputmode: "numeric", min: 0, max: MOST_MEGABYTES, defaultValue: String(Math.round(rule.larger_than / MEGABYTE)) })}
    ${own.length > 0 && html`<details><summary>${t("storage.rule_rooms")}</summary><fieldset class="kept-rooms" aria-label=${t("storage.rule_rooms")}>
      ${own.map((room) => html`<label key=${room.id}><input type="checkbox" name=${`room-${room.id}`} defaultChecked=${rule.kept_rooms.includes(room.id)} /><bdi>${titleOf(room)}</bdi></label>`)}
    </fieldset></details>`}
    <div class="rule-answers">
      <button type="button" class="button" aria-busy=${String(show.busy)} onClick=${() => show.submit({ preventDefault: () => {}, currentTarget: place.current })}>${t("storage.rule_show")}</button>
      <button class="button danger" disabled=${!found} aria-busy=${String(form.busy)}>${t("storage.rule_save")}</button>
    </div>
    <div role="status">${found && h(Victims, { found })}</div>
  </form>`;
}

/** @param {{found: any}} props */
function Victims({ found }) {
  if (found.files === 0) return html`<p class="hint">${t("storage.rule_nothing")}</p>`;
  return html`<p>${t("storage.rule_deletes", { n: found.files, size: sizeText(found.bytes) })}</p>
    <p class="hint">${t("storage.rule_examples")}</p>${h(FileList, { files: found.examples })}`;
}

/** Reads the form. @param {Record<string, string>} values @param {string[]} left Rooms that stay kept @throws {Error} for a number that is none */
function ruleOf(values, left) {
  const days = whole(values.days, 1, MOST_DAYS, "days");
  const megabytes = whole(values.megabytes, 0, MOST_MEGABYTES, "megabytes");
  const kept = Object.keys(values).filter((name) => name.startsWith("room-")).map((name) => name.slice("room-".length));
  return { days, larger_than: megabytes * MEGABYTE, kept_rooms: [...kept, ...left] };
}

/** @param {string} typed @param {number} least @param {number} most @param {string} field */
function whole(typed, least, most, field) {
  const number = Number(typed);
  if (typed.trim() === "" || !Number.isInteger(number) || number < least || number > most) throw wrong(field, t("storage.rule_number", { least, most }));
  return number;
}
