/** Settings: the hours in which this person does not want to be disturbed, on all devices. */

import { h, html } from "../../html.js";
import { weekDays, workDays } from "../../lib/calendar/week.js";
import { locale, t } from "../../lib/i18n.js";
import { users } from "../../store/people.js";
import { myId } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { Heading, Icon } from "../../ui/parts.js";
import { StatusBox } from "../people/profile.js";
import { setQuietHours } from "../people/status.js";
import { openStatus } from "../people/status_dialog.js";
import { Problem, useForm, wrong } from "../shared/form.js";
import { Toggle } from "../shared/toggle.js";

/** The hours that are offered first: the evenings and nights after work. */
const usual = () => ({ start: "18:00", end: "08:00", days: workDays(), time_zone: zone() });
/** A Monday, for the names of the days. */
const MONDAY_MS = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
/** @param {number} day from 0, a Monday */
const dayName = (day) => new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" }).format(MONDAY_MS + day * DAY_MS);

/** The section of the settings: the status, and quiet hours. */
export function QuietHours() {
  const user = users.value.get(myId.value);
  const hours = user?.quiet_hours;
  const turn = (/** @type {boolean} */ on) => setQuietHours(on ? usual() : null).catch((problem) => toast(problem.message));
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("status.section"))}
    ${user && h(StatusBox, { user })}
    <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openStatus()}>${h(Icon, { name: "smile", small: true })}${t("status.title")}</button>
    ${h(Toggle, { label: t("quiet.label"), hint: t("quiet.hint"), on: Boolean(hours), onChange: turn })}
    ${hours && h(Hours, { key: JSON.stringify(hours), hours })}
  </section>`;
}

/** @param {{hours: import("../../lib/people/availability.js").QuietHours}} props */
function Hours({ hours }) {
  const form = useForm(async (values) => {
    const days = [0, 1, 2, 3, 4, 5, 6].filter((day) => `day-${day}` in values);
    if (days.length === 0) throw wrong("days", t("quiet.no_day"));
    await setQuietHours({ start: values.start, end: values.end, days, time_zone: zone() });
  });
  return html`<form onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: [] })}
    <div class="quiet-times">
      <div class="entry"><label for="quiet-start">${t("quiet.start")}</label><input id="quiet-start" name="start" type="time" required defaultValue=${hours.start} /></div>
      <div class="entry"><label for="quiet-stop">${t("quiet.end")}</label><input id="quiet-stop" name="end" type="time" required defaultValue=${hours.end} /></div>
    </div>
    <fieldset class="quiet-days"><legend>${t("quiet.days")}</legend>
      ${weekDays().map((day) => html`<label key=${day}><input type="checkbox" name=${`day-${day}`} defaultChecked=${hours.days.includes(day)} />${dayName(day)}</label>`)}
    </fieldset>
    <button class="button" aria-busy=${String(form.busy)}>${t("action.save")}</button>
    <span role="status" class="saved">${form.done && t("action.saved")}</span>
  </form>`;
}
