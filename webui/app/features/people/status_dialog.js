/** The dialog in which this person sets a status ("Lunch until 13:30") and do-not-disturb. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isQuiet, statusOf } from "../../lib/people/availability.js";
import { users } from "../../store/people.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { myId } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { Dialog } from "../../ui/dialog.js";
import { isTouch } from "../../ui/parts.js";
import { Problem, useForm } from "../shared/form.js";
import { Toggle } from "../shared/toggle.js";
import { endNames, endOf, setDoNotDisturb, setStatus } from "./status.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/settings");

/** The host's limits (chat/users/availability.py, chat/core/names.py). */
const EMOJI_MAX = 16;
const TEXT_MAX = 80;

/** What people set most, with its emoji and its usual end. */
const suggested = () => /** @type {[string, string, string][]} */ ([
  ["🍜", t("status.lunch"), "half_hour"], ["📅", t("status.meeting"), "hour"], ["🏡", t("status.home"), "today"], ["🤒", t("status.sick"), "today"], ["🌴", t("status.holiday"), "week"],
]);

/** @returns {Record<string, string>} */
const endWords = () => ({
  never: t("status.end_never"), half_hour: t("status.end_half_hour"), hour: t("status.end_hour"),
  four_hours: t("status.end_four_hours"), today: t("status.end_today"), week: t("status.end_week"),
});

/** Opens the dialog. @param {{emoji?: string, text?: string}} [begun] what is filled in */
export const openStatus = (begun) => openOverlay(StatusDialog, { begun });

/** @param {{begun?: {emoji?: string, text?: string}}} props */
export function StatusDialog({ begun }) {
  const mine = users.value.get(myId.value);
  const now = statusOf(mine);
  const [shown, setShown] = useState({ emoji: begun?.emoji ?? now?.emoji ?? "", text: begun?.text ?? now?.text ?? "", end: "never" });
  const form = useForm(async () => {
    await setStatus({ emoji: shown.emoji.trim(), text: shown.text, until: endOf(shown.end) });
    await closeOverlay();
  });
  const clear = () => setStatus({}).then(closeOverlay, (problem) => toast(problem.message));
  return html`<${Dialog} title=${t("status.title")} kind="sheet status-sheet">
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: [] })}
      <div class="status-field">
        <input class="emoji-field" name="emoji" aria-label=${t("status.emoji")} placeholder=${t("status.emoji_example")} value=${shown.emoji} maxlength=${EMOJI_MAX} autocomplete="off" onInput=${(/** @type {any} */ event) => setShown({ ...shown, emoji: event.currentTarget.value })} />
        <input name="text" aria-label=${t("status.text")} placeholder=${t("status.text")} dir="auto" autofocus=${!isTouch()} value=${shown.text} maxlength=${TEXT_MAX} autocomplete="off" onInput=${(/** @type {any} */ event) => setShown({ ...shown, text: event.currentTarget.value })} />
      </div>
      <div class="suggested" role="group" aria-label=${t("status.suggested")}>${suggested().map(([emoji, text, end]) => html`<button key=${emoji} type="button" class="button small" onClick=${() => setShown({ emoji, text, end })}><span aria-hidden="true">${emoji}</span> ${text}</button>`)}</div>
      <div class="entry"><label for="status-end">${t("status.end")}</label>${h(EndChoice, { id: "status-end", value: shown.end, onChange: (/** @type {string} */ end) => setShown({ ...shown, end }) })}</div>
      <div class="answers">
        ${now && html`<button type="button" class="button" onClick=${clear}>${t("status.clear")}</button>`}
        <button class="button primary" aria-busy=${String(form.busy)}>${t("action.save")}</button>
      </div>
    </form>
    ${h(Quiet, { mine })}
  <//>`;
}

/** @param {{id: string, value: string, onChange: (end: string) => void}} props */
const EndChoice = ({ id, value, onChange }) => html`<select id=${id} value=${value} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
  ${endNames.map((name) => html`<option key=${name} value=${name}>${endWords()[name]}</option>`)}</select>`;

/** @param {{mine: any}} props */
function Quiet({ mine }) {
  const isOn = isQuiet({ do_not_disturb: mine?.do_not_disturb });
  const [end, setEnd] = useState("never");
  const turn = (/** @type {boolean} */ on, /** @type {string} */ until) => setDoNotDisturb(on, on ? endOf(until) : null).catch((problem) => toast(problem.message));
  return html`<section class="card-section quiet">
    ${h(Toggle, { label: t("status.do_not_disturb"), hint: t("status.do_not_disturb_hint"), on: isOn, onChange: (on) => turn(on, end) })}
    ${isOn && html`<div class="entry"><label for="quiet-end">${t("status.end")}</label>${h(EndChoice, { id: "quiet-end", value: end, onChange: (next) => (setEnd(next), turn(true, next)) })}</div>`}
  </section>`;
}
