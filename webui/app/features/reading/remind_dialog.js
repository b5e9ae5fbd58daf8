/** The dialog that saves a message or a note for later: without a reminder, or with one at a moment to come. */

import { h, html, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { clock } from "../../lib/time.js";
import { patch, post } from "../../net/api.js";
import { openLater, ownChanged } from "../../store/own_data.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { toast } from "../../store/toasts.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { Problem, wrong } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { inMinutes, localValue, thisAfternoon, tomorrow } from "../shared/moments.js";

void loadStyleSheet("reading");

const SOON_MINUTES = 20;
/** How long the offer to show the list stays, milliseconds. */
const SHOWN_MS = 6_000;

/** @typedef {{message?: any, note?: string, saved?: any}} About message: to save; note: a text of one's own to begin with; saved: what is saved already, to be changed */

/** Opens the dialog. Without a message it asks for a note. @param {About} about */
export const openReminder = (about = {}) => openOverlay(RemindDialog, about);

/** @param {About} props */
function RemindDialog({ message = null, note = "", saved = null }) {
  const field = useRef(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const [isDated, setDated] = useState(false);
  const act = async (/** @type {Date | null} */ at) => {
    const ask = () => store({ message, saved, note: field.current?.value ?? "" }, at);
    const problem = await ask().then(() => null, (/** @type {any} */ found) => found);
    setError(problem);
    if (!problem) void closeOverlay().then(() => toast(at ? t("later.will_remind") : t("later.saved"), { label: t("later.show"), act: openLater, ms: SHOWN_MS }));
  };
  return html`<${Dialog} title=${t("later.remind")} kind="sheet">
    ${h(Problem, { error, fields: [] })}
    ${message && html`<p class="note"><bdi>${previewOf(message)}</bdi></p>`}
    ${!message && !saved && html`<div class="entry"><label for="remind-note">${t("later.note")}</label><input id="remind-note" ref=${field} maxlength="300" dir="auto" autofocus defaultValue=${note} autocomplete="off" /></div>`}
    <ul class="menu">${choices().map(({ icon, label, at }) => html`<li key=${label}><button type="button" onClick=${() => act(at)}>
      ${h(Icon, { name: icon })}<span>${label}</span><time>${clock(at.toISOString())}</time></button></li>`)}
      <li><button type="button" aria-expanded=${String(isDated)} onClick=${() => setDated(!isDated)}>${h(Icon, { name: "more" })}<span>${t("later.another")}</span></button>
        ${isDated && h(DateField, { act })}</li>
      ${!(message === null && saved === null) && html`<li><button type="button" onClick=${() => act(null)}>${h(Icon, { name: "bookmark" })}<span>${saved ? t("later.no_reminder") : t("later.only_save")}</span></button></li>`}
    </ul>
  <//>`;
}

/** The moments that are offered. @returns {{icon: string, label: string, at: Date}[]} */
function choices() {
  const now = new Date();
  const afternoon = thisAfternoon(now);
  return [
    { icon: "clock", label: t("later.in_minutes", { n: SOON_MINUTES }), at: inMinutes(now, SOON_MINUTES) },
    ...(afternoon ? [{ icon: "sun", label: t("later.afternoon"), at: afternoon }] : []),
    { icon: "moon", label: t("later.tomorrow"), at: tomorrow(now) },
  ];
}

/** @param {{act: (at: Date) => void}} props */
function DateField({ act }) {
  const field = useRef(/** @type {any} */ (null));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    act(new Date(field.current.value));
  };
  return html`<form class="entry remind-date" onSubmit=${submit}>
    <input ref=${field} type="datetime-local" required aria-label=${t("later.date")} defaultValue=${localValue(tomorrow(new Date()))} min=${localValue(new Date())} />
    <button class="button primary">${t("later.set")}</button></form>`;
}

/** @param {{message: any, saved: any, note: string}} about @param {Date | null} at */
async function store({ message, saved, note }, at) {
  if (at && Number.isNaN(at.getTime())) throw wrong("remind_at", t("later.bad_date"));
  const remindAt = at && at.toISOString();
  if (saved) await patch(`/api/later/${saved.id}`, { remind_at: remindAt });
  else await post("/api/later", { ...(message ? { message_id: message.id } : { note }), remind_at: remindAt });
  ownChanged("later");
}
