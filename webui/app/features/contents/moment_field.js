/** Chooses a moment to come: in an hour, tomorrow morning, or a date and a time. */

import { html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { localValue, tomorrow } from "../shared/moments.js";

/**
 * The field. The form gets the values `when` and `date`.
 * @param {{label: string, never?: string, first?: string, date?: string, error?: any}} props never: the name of no moment; date: ISO text
 */
export function MomentField({ label, never, first = never === undefined ? "hour" : "", date, error }) {
  const [choice, setChoice] = useState(first);
  const now = new Date();
  const shown = date ? new Date(date) : tomorrow(now);
  const wrong = error?.field === "date" ? error.message : null;
  return html`<div class="entry moment-field"><label for="when">${label}</label>
    <select id="when" name="when" value=${choice} onChange=${(/** @type {any} */ event) => setChoice(event.currentTarget.value)}>
      ${never !== undefined && html`<option value="">${never}</option>`}
      <option value="hour">${t("when.hour")}</option>
      <option value="tomorrow">${t("when.tomorrow", { time: clock(tomorrow(now).toISOString()) })}</option>
      <option value="date">${t("when.date")}</option>
    </select>
    ${choice === "date" && html`<input type="datetime-local" name="date" aria-label=${t("when.date")} defaultValue=${localValue(shown)} min=${localValue(now)} aria-invalid=${wrong ? "true" : undefined} />`}
    ${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
  </div>`;
}
