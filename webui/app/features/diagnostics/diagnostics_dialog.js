/** Diagnostics: why somebody cannot join. It shows how far the phone has come, the state of this computer, and what networks do. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { sentenceText, sentencesText } from "../../lib/sentences.js";
import { get } from "../../net/api.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { JoinAttempts } from "./join_attempts.js";
import { Firewall } from "./firewall.js";
import { Explanations } from "./network_help.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("diagnostics");

const MARKS = /** @type {Record<string, string>} */ ({ ok: "check", warning: "alert", failed: "x", unknown: "info" });
/** Findings that need action come first. */
const ORDER = ["failed", "warning", "unknown", "ok"];

export function DiagnosticsDialog() {
  return html`<${Dialog} title=${t("doctor.title")} kind="doctor sheet tall">
    ${h(JoinAttempts, null)}
    ${h(Checks, null)}
    ${h(Explanations, null)}
  <//>`;
}

function Checks() {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(true);
  const [asked, setAsked] = useState(false);
  const look = () => {
    setBusy(true);
    get("/api/doctor").then(setFound, (error) => setFound({ problem: error.message, checks: [] })).then(() => setBusy(false));
  };
  useEffect(look, []);
  return html`<section aria-labelledby="doctor-computer" aria-busy=${String(busy)}>
    <h3 id="doctor-computer">${t("doctor.computer")}
      <button type="button" class="button small" disabled=${busy} onClick=${look}>${h(Icon, { name: "retry", small: true })}${busy ? t("doctor.looking") : t("doctor.again")}</button></h3>
    ${found?.problem && html`<p class="wrong" role="alert">${found.problem}</p>`}
    ${(isShut(found) || asked) && h(Firewall, { firewall: found.firewall, onAsked: (/** @type {any[] | null} */ checks) => {
      setAsked(true);
      if (checks) setFound({ ...found, checks });
    } })}
    ${found && !found.problem && h(Results, { checks: found.checks })}
  </section>`;
}

/** Whether Windows' firewall blocks colleagues and a rule is to be made. @param {any} found */
const isShut = (found) => Boolean(found?.firewall) && found.checks.some((/** @type {any} */ check) => check.id === "firewall" && check.state !== "ok");

/** @param {{checks: any[]}} props */
function Results({ checks }) {
  const wrong = ORDER.slice(0, 3).flatMap((state) => checks.filter((check) => check.state === state));
  const fine = checks.filter((check) => check.state === "ok");
  return html`
    <p class="doctor-sum" role="status">${wrong.length === 0 ? t("doctor.all_fine") : t("doctor.not_fine", { n: wrong.length })}</p>
    ${wrong.length > 0 && html`<ul class="checks">${wrong.map((check) => h(Row, { key: check.id, check }))}</ul>`}
    ${fine.length > 0 && html`<details class="doctor-fine"><summary>${t("doctor.fine", { n: fine.length })}</summary><ul class="checks">${fine.map((check) => h(Row, { key: check.id, check }))}</ul></details>`}`;
}

/** @param {{check: any}} props */
function Row({ check }) {
  const words = /** @type {Record<string, string>} */ ({ ok: t("doctor.ok"), warning: t("doctor.warning"), failed: t("doctor.failed"), unknown: t("doctor.unknown") });
  return html`<li data-state=${check.state} data-check=${check.id}>
    ${h(Icon, { name: MARKS[check.state] ?? "info", label: words[check.state] })}
    <div><b>${sentenceText({ key: `check.${check.id}`, values: {} })}</b><p>${sentencesText(check.found)}</p>${check.steps.length > 0 && html`<p class="cure">${sentencesText(check.steps)}</p>`}</div>
  </li>`;
}
