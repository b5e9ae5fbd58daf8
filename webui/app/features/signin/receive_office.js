/** Receiving an office from another computer, in place of setting up a new one: the code that is typed there, and how it goes. */

import { h, html } from "../../html.js";
import { t, toldProblem } from "../../lib/i18n.js";
import { post } from "../../net/api.js";
import { Icon } from "../../ui/parts.js";
import { sizeText } from "../files/names.js";
import { Place, useIncoming } from "./incoming_parts.js";
import { Page } from "./page_frame.js";

/** @typedef {{waiting: boolean, code?: string, addresses?: string[], arrived?: boolean, running?: {from: string, done: number}, problem?: any}} State the answer of POST /api/receive */

/** @param {{token: string, onEnd: () => void}} props */
export function ReceiveOffice({ token, onEnd }) {
  const { state, problem, isAway } = /** @type {{state: State | null, problem: string, isAway: boolean}} */ (useIncoming(token, "/api/receive", "/api/receive/ask"));
  const withdraw = () => post("/api/receive/withdraw", { token }).catch(() => null).then(onEnd);
  const failed = problem || (state?.problem && toldProblem(state.problem));
  return html`<${Page} title=${t("receive.title")} lead=${t("receive.lead")}>
    <div class="receiving">
      ${failed && html`<p class="wrong" role="alert">${h(Icon, { name: "alert", small: true })} ${failed}</p>`}
      ${state?.code && !isAway && h(Place, { lead: t("receive.there", { host: t("host.title"), move: t("move.begin") }), code: state.code, addresses: state.addresses })}
      ${state?.waiting && html`<div role="status">${h(Progress, { state, isOpening: isAway })}</div>`}
    </div>
    ${!state?.arrived && !isAway && html`<p class="other"><button type="button" class="text-button" onClick=${withdraw}>${t("receive.withdraw")}</button></p>`}
  <//>`;
}

/** @param {{state: State, isOpening: boolean}} props */
function Progress({ state: { arrived, running }, isOpening }) {
  if (isOpening) return html`<p>${t("receive.opening")}</p>`;
  if (arrived) return html`<p>${t("receive.arrived")}</p>`;
  if (!running) return html`<p class="hint">${t("receive.waiting")}</p>`;
  return html`<p>${t("receive.coming", { address: running.from, size: sizeText(running.done) })}</p>
    <progress aria-label=${t("receive.title")}></progress>`;
}

/** Whether an office is awaited here, as it is after a page was loaded again. @param {string} token @returns {Promise<boolean>} */
export const isAwaited = (token) => post("/api/receive/ask", { token }).then((state) => Boolean(/** @type {any} */ (state).waiting), () => false);
