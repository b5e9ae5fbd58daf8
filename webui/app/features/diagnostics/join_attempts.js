/** The recent join attempts: how far each phone has come, updated live, and what to do when it does not get further. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { deviceText } from "../../lib/device.js";
import { t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { joinAttempts } from "../../store/joining/join_attempts.js";
import { nameOf } from "../../store/people.js";
import { myId } from "../../store/session.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { NetworkHelp } from "./network_help.js";

/** A phone that scans the code arrives within two or three seconds. After this time nothing will come by itself, milliseconds. */
const QUIET_MS = 20_000;

/** The host's own window is not the device that somebody is waiting for. @param {any} one */
const isMyWindow = (one) => one.user_id === myId.peek() && /^(127\.|::1$)/.test(one.address);

export function JoinAttempts() {
  const since = useRef("");
  const [quiet, setQuiet] = useState(false);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    get("/api/doctor/arrivals").then(({ arrivals: list }) => {
      since.current = list[0]?.at ?? "";
      joinAttempts.value = list;
    }, (error) => setProblem(error.message));
    const timer = setTimeout(setQuiet, QUIET_MS, true);
    return () => clearTimeout(timer);
  }, []);
  const shown = joinAttempts.value.filter((one) => !isMyWindow(one));
  const fresh = shown.some((one) => one.at > since.current);
  return html`<section aria-labelledby="doctor-phone">
    <h3 id="doctor-phone">${t("doctor.phone")}</h3>
    <p class="hint">${t("doctor.phone_lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <ul class="arrivals" aria-live="polite">${rowsOf(shown, (one) => one.id, (one) => h(Arrival, { one }), (one) => one.device)}</ul>
    ${!fresh && !quiet && html`<p class="attempts-awaited" role="status"><i aria-hidden="true"></i>${t("doctor.waiting")}</p>`}
    ${!fresh && quiet && html`<div class="nothing" role="status">${h(Icon, { name: "alert", small: true })}<p><b>${t("doctor.nothing")}</b> ${t("doctor.nothing_why")}</p></div>${h(NetworkHelp, null)}`}
  </section>`;
}

/** @param {{one: any}} props */
function Arrival({ one }) {
  const steps = [[t("doctor.step_page"), one.page], [t("doctor.step_script"), one.script], [t("doctor.step_signed_in"), one.signed_in], [t("doctor.step_live"), Boolean(one.socket)]];
  const reached = steps.findLastIndex(([, done]) => done);
  return html`<li data-state=${one.state} data-problem=${one.problem}>
    <p class="comer"><b>${deviceText(one)}</b>${one.user_id && html` · <bdi>${nameOf(one.user_id)}</bdi>`}<span><code>${one.address}</code> <time datetime=${one.at}>${clock(one.at)}</time></span></p>
    <ol class="steps">${steps.map(([name, done], at) => h(Step, { key: at, name, done: at <= reached || done, stopped: one.state === "stopped" && at === reached + 1 }))}</ol>
    ${h(Verdict, { one })}
  </li>`;
}

/** @param {{name: string, done: boolean, stopped: boolean}} props */
function Step({ name, done, stopped }) {
  const word = done ? t("doctor.done") : stopped ? t("doctor.stopped_here") : t("doctor.not_yet");
  return html`<li data-done=${done ? "" : undefined} data-stopped=${stopped ? "" : undefined}>
    ${h(Icon, { name: done ? "check" : stopped ? "x" : "clock", small: true, label: word })}${name}</li>`;
}

/** @param {{one: any}} props */
function Verdict({ one }) {
  const [said, cure] = words(one);
  if (!said) return null;
  return html`<p class="verdict">${said}${cure && html` <span>${cure}</span>`}</p>`;
}

/** Returns what happened and what helps, by the name of the problem. @param {any} one @returns {string[]} */
function words({ state, problem, words: error }) {
  if (state === "in") return problem === "polling" ? [t("doctor.polling"), t("doctor.polling_cure")] : [t("doctor.is_in")];
  if (state === "on_the_way") return problem === "trust" ? [t("doctor.trust"), t("doctor.trust_cure")] : [];
  switch (problem) {
    case "script_missing": return [t("doctor.script_missing"), t("doctor.script_missing_cure")];
    case "script_error": return [t("doctor.script_error", { error }), t("doctor.script_error_cure")];
    case "socket_missing": return [t("doctor.socket_missing"), t("doctor.socket_missing_cure")];
    case "bad_code": return [t("doctor.bad_code"), t("doctor.bad_code_cure")];
    case "name_taken": return [t("doctor.name_taken"), t("doctor.name_taken_cure")];
    case "wrong_credentials": return [t("doctor.wrong_credentials"), t("doctor.wrong_credentials_cure")];
    case "rate_limited": return [t("doctor.rate_limited"), t("doctor.rate_limited_cure")];
    case "bad_host": return [t("doctor.bad_host"), t("doctor.bad_host_cure")];
    default: return [t("doctor.refused", { code: problem }), t("doctor.refused_cure")];
  }
}
