/** A computer that is a stand-by, before an office of its own is set up: it enrols, shows how old its copy is, and takes over by a click. */

import { h, html, useLayoutEffect, useRef, useState } from "../../html.js";
import { t, toldProblem } from "../../lib/i18n.js";
import { ago } from "../../lib/relative_time.js";
import { isolated } from "../../lib/text.js";
import { brief } from "../../lib/time.js";
import { post } from "../../net/api.js";
import { Icon } from "../../ui/parts.js";
import { Place, useIncoming } from "./incoming_parts.js";
import { Page } from "./page_frame.js";

/** A copy that is older is named by its date. */
const MOST_MINUTES = 120;

/** @typedef {{office: string, office_id: string, copy_at: number | null, age_seconds: number | null, is_old: boolean, host_seen_at: number | null, host_is_away: boolean, is_looking: boolean, is_missed: boolean, missing_files: number, problem: any, may_take_over: boolean}} Copy the moments are in ms */
/** @typedef {{copies: Copy[], taking_over?: {done: number, total: number}, problem?: any, enrolling?: {code?: string, addresses?: string[], problem?: any}}} State the answer of POST /api/kept-copies/ask */

const ASK = "/api/kept-copies/ask";

/** @param {{token: string, isEnrolling: boolean, onEnd: () => void}} props */
export function KeepCopies({ token, isEnrolling, onEnd }) {
  const { state, problem, isAway, take } = /** @type {{state: State | null, problem: string, isAway: boolean, take: (state: any) => void}} */ (useIncoming(token, isEnrolling ? "/api/kept-copies/enrol" : ASK, ASK));
  const { copies = [], taking_over: taking, enrolling } = state ?? {};
  const failed = problem || sentence(state?.problem) || sentence(enrolling?.problem);
  const end = () => post("/api/kept-copies/withdraw", { token }).catch(() => null).then(onEnd);
  const act = (/** @type {string} */ path, /** @type {Copy} */ { office_id }) => post(`/api/kept-copies/${path}`, { token, office_id }).then(take);
  const isWaiting = Boolean(enrolling?.code) || copies.length === 0;
  const title = isWaiting ? t("enrol.title") : copies.length > 1 ? t("standby.title") : t("kept.title", { office: isolated(copies[0].office) });
  return html`<${Page} title=${title} lead=${isWaiting ? t("enrol.lead") : t("kept.lead")}>
    <div class="receiving">
      ${failed && html`<p class="wrong" role="alert">${h(Icon, { name: "alert", small: true })} ${failed}</p>`}
      ${isAway && html`<p role="status">${t("receive.opening")}</p>`}
      ${!isAway && enrolling?.code && html`${h(Place, { lead: t("enrol.there", { host: t("host.title"), standby: t("standby.title") }), code: enrolling.code, addresses: enrolling.addresses })}
        <p class="hint" role="status">${t("receive.waiting")}</p>`}
      ${!isAway && taking && html`<p role="status">${t("kept.taking")}</p><progress aria-label=${t("kept.taking")} max=${taking.total || 1} value=${taking.total ? Math.min(taking.done, taking.total) : undefined}></progress>`}
      ${!isAway && !taking && !enrolling?.code && copies.map((copy) => h(OneCopy, { key: copy.office_id, copy, act, isNamed: copies.length > 1 }))}
    </div>
    ${!taking && !isAway && html`<p class="other"><button type="button" class="text-button" onClick=${end}>${t("receive.withdraw")}</button></p>`}
  <//>`;
}

/** @param {{copy: Copy, act: (path: string, copy: Copy) => Promise<any>, isNamed: boolean}} props */
function OneCopy({ copy, act, isNamed }) {
  const failed = sentence(copy.problem);
  const [asked, setAsked] = useState("");
  const isAsked = asked !== "";
  const onEnd = () => setAsked("");
  return html`<section class="kept-copy" aria-label=${copy.office}>
    ${isNamed && html`<h2><bdi>${copy.office}</bdi></h2>`}
    <p class=${copy.is_old ? "wrong" : ""}>${copy.is_old && h(Icon, { name: "alert", small: true })} ${ageWords(copy)}</p>
    ${copy.missing_files > 0 && html`<p class="hint">${t("standby.missing", { n: copy.missing_files })}</p>`}
    <div role="status">
      <p class="hint">${hostWords(copy)}</p>
      ${copy.may_take_over && !isAsked && html`<p>${t("kept.check")}</p>`}
    </div>
    ${failed && html`<p class="wrong">${h(Icon, { name: "alert", small: true })} ${failed}</p>`}
    ${asked === "take" && h(TakeOver, { copy, act, onEnd })}
    ${asked === "delete" && h(DeleteCopy, { copy, act, onEnd })}
    ${!isAsked && html`<div class="answers-below">
      ${copy.may_take_over && html`<button type="button" class="button primary" onClick=${() => setAsked("take")}>${t("kept.take_over")}</button>`}
      <button type="button" class="button" aria-busy=${String(copy.is_looking)} onClick=${() => copy.is_looking || void act("renew", copy).catch(() => null)}>${t("kept.renew")}</button>
      <button type="button" class="button" onClick=${() => setAsked("delete")}>${t("kept.delete")}</button>
    </div>`}
  </section>`;
}

/** Says what taking over loses before it does so. @param {{copy: Copy, act: (path: string, copy: Copy) => Promise<any>, onEnd: () => void}} props */
function TakeOver({ copy, act, onEnd }) {
  return html`<${Question} title=${t("kept.take_title", { office: isolated(copy.office) })} label=${t("kept.take_over")} kind="primary" go=${() => act("take-over", copy)} onEnd=${onEnd}>
    <ul>
      <li><b>${ageWords(copy)} ${t("kept.lost", { when: brief(iso(copy.copy_at)) })}</b></li>
      <li>${t("kept.goes_on")}</li>
      <li>${t("kept.gives_way")}</li>
      <li>${t("kept.check")}</li>
    </ul>
  <//>`;
}

/** @param {{copy: Copy, act: (path: string, copy: Copy) => Promise<any>, onEnd: () => void}} props */
function DeleteCopy({ copy, act, onEnd }) {
  return html`<${Question} title=${t("kept.delete_title", { office: isolated(copy.office) })} label=${t("kept.delete")} kind="" go=${() => act("remove", copy)} onEnd=${onEnd}>
    <p>${t("kept.delete_happens")}</p>
  <//>`;
}

/** Asks before something is done to a copy. @param {{title: string, label: string, kind: string, go: () => Promise<any>, onEnd: () => void, children?: any}} props */
function Question({ title, label, kind, go, onEnd, children }) {
  const [{ busy, problem }, setState] = useState({ busy: false, problem: "" });
  const cancel = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => cancel.current.focus(), []);
  const agree = () => {
    if (busy) return;
    setState({ busy: true, problem: "" });
    void go().then(onEnd, (error) => setState({ busy: false, problem: error.message }));
  };
  return html`<div class="kept-question" role="group" aria-label=${title}>
    <h2>${title}</h2>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${children}
    <div class="answers-below">
      <button type="button" class="button ${kind}" aria-busy=${String(busy)} onClick=${agree}>${label}</button>
      <button type="button" class="button" ref=${cancel} onClick=${onEnd}>${t("action.cancel")}</button>
    </div>
  </div>`;
}

/** @param {Copy} copy */
function ageWords({ copy_at: at, age_seconds: seconds }) {
  if (at === null || seconds === null) return t("kept.none");
  const n = Math.floor(seconds / 60);
  if (n < 1) return t("kept.fresh");
  return n < MOST_MINUTES ? t("kept.age", { n }) : t("kept.from", { when: brief(iso(at)) });
}

/** @param {Copy} copy */
function hostWords({ host_is_away: isAway, host_seen_at: at, is_looking: isLooking, is_missed: isMissed }) {
  if (isLooking) return t("kept.looking");
  if (isAway && at !== null) return t("kept.away", { ago: ago(iso(at)) });
  return isAway || isMissed ? t("kept.silent") : t("kept.answers");
}

/** @param {number | null} ms */
const iso = (ms) => new Date(ms ?? 0).toISOString();

/** @param {any} problem */
const sentence = (problem) => problem && toldProblem(problem);

/** Whether this computer keeps a copy, or waits for the code that makes it a stand-by. @param {string} token @returns {Promise<boolean>} */
export const isStandby = (token) => post(ASK, { token }).then((state) => /** @type {any} */ (state).copies.length > 0 || Boolean(/** @type {any} */ (state).enrolling?.code), () => false);
