/** What a room is for, in its details: longer than the topic. It is fetched when the details open. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { moment } from "../../lib/time.js";
import { get, patch } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { Problem, useForm } from "../shared/form.js";

/** The host's limit (chat/core/names.py), in code points. */
const MOST = 2_000;

/** @param {{room: any, mayChange: boolean}} props */
export function Description({ room, mayChange }) {
  const [details, setDetails] = useState(/** @type {any} */ (null));
  useEffect(() => {
    get(`/api/rooms/${room.id}/details`).then(setDetails, () => null);
  }, [room.id]);
  if (!details) return null;
  const made = details.creator_id && html`<p class="note">${t("panel.made", { name: nameOf(details.creator_id), when: moment(details.created_at) })}</p>`;
  if (mayChange) return html`${h(Form, { room, details, onChange: setDetails })}${made}`;
  return html`${details.description && html`<p class="description" dir="auto">${details.description}</p>`}${made}`;
}

/** @param {{room: any, details: any, onChange: (details: any) => void}} props */
function Form({ room, details, onChange }) {
  const form = useForm(async ({ description }) => {
    await patch(`/api/rooms/${room.id}`, { description });
    onChange({ ...details, description: description.trim() });
  });
  return html`<form onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: [] })}
    <div class="entry"><label for="description">${t("panel.description")}</label>
      <textarea id="description" name="description" rows="3" dir="auto" maxlength=${MOST} defaultValue=${details.description}></textarea></div>
    <button class="button" aria-busy=${String(form.busy)}>${t("action.save_description")}</button>
    <span role="status" class="saved">${form.done && t("action.saved")}</span>
  </form>`;
}
