/** Whether the host's computer stays awake while people are connected, and restarts that the owner announces. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { briefWhen } from "../../lib/time.js";
import { put, remove } from "../../net/api.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { Card } from "./card.js";

const MOST_MINUTES = 10_080;

const STATES = /** @type {Record<string, () => string>} */ ({
  held: () => t("host.power_held"),
  nobody: () => t("host.power_nobody"),
  battery: () => t("host.power_battery"),
  never: () => t("host.power_never_now"),
  refused: () => t("host.power_refused"),
});

/** @typedef {{stay_awake: string, state: string, pause: {at: string, until: string} | null}} State */

/** @param {{host: any}} props */
export function Power({ host }) {
  const [power, setPower] = useState(/** @type {State} */ (host.power));
  const [problem, setProblem] = useState("");
  useEffect(() => setPower(host.power), [host]);
  const attempt = (/** @type {Promise<any>} */ asked) => asked.then(setPower).then(() => setProblem(""), (error) => setProblem(error.message));
  const choose = (/** @type {any} */ event) => attempt(put("/api/host/power", { stay_awake: event.currentTarget.value }));
  const options = [["mains", t("host.power_mains")], ["always", t("host.power_always")], ["never", t("host.power_never")]];
  return html`<${Card} icon="moon" title=${t("host.power")}>
    <p class="hint" role="status">${STATES[power.state]?.()}</p>
    <div class="entry"><label for="stay_awake">${t("host.power_stay")}</label>
      <select id="stay_awake" value=${power.stay_awake} onChange=${choose}>${options.map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}</select></div>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${power.pause ? h(Planned, { pause: power.pause, onTakeBack: () => attempt(remove("/api/host/pause")) }) : h(PlanForm, { onPlanned: setPower })}
  <//>`;
}

/** @param {{pause: {at: string, until: string}, onTakeBack: () => void}} props */
const Planned = ({ pause, onTakeBack }) => html`<p role="status">${t("host.power_planned", { at: briefWhen(pause.at), until: briefWhen(pause.until) })}</p>
  <p class="host-foot"><button type="button" class="button" onClick=${onTakeBack}>${t("host.power_take_back")}</button></p>`;

/** @param {{onPlanned: (power: State) => void}} props */
function PlanForm({ onPlanned }) {
  const form = useForm(async ({ at, minutes }) => {
    const after = Number(minutes);
    if (!Number.isInteger(after) || after < 1 || after > MOST_MINUTES) throw wrong("minutes", t("host.power_wrong_minutes"));
    onPlanned(await put("/api/host/pause", { minutes: after, ...(at && { at: next(at).toISOString() }) }));
  });
  return html`<form class="host-plan" onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: ["at", "minutes"] })}
    ${h(Field, { name: "at", label: t("host.power_at"), hint: t("host.power_at_hint"), error: form.error, type: "time" })}
    ${h(Field, { name: "minutes", label: t("host.power_minutes"), error: form.error, type: "number", inputmode: "numeric", min: 1, max: MOST_MINUTES, defaultValue: "10" })}
    <div class="host-foot"><button class="button" aria-busy=${String(form.busy)}>${t("host.power_tell")}</button></div>
  </form>`;
}

/** The next moment at which it is this time of day: today or tomorrow. @param {string} time as "17:30" @param {Date} [now] */
export function next(time, now = new Date()) {
  const [hours, minutes] = time.split(":").map(Number);
  const at = new Date(now);
  at.setHours(hours, minutes, 0, 0);
  if (at <= now) at.setDate(at.getDate() + 1);
  return at;
}
