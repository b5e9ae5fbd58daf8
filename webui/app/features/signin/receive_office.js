/** Receiving an office from another computer, in place of setting up a new one: the code that is typed there, and how it goes. */

import { h, html, useEffect, useState } from "../../html.js";
import { t, told } from "../../lib/i18n.js";
import { post } from "../../net/api.js";
import { Icon } from "../../ui/parts.js";
import { sizeText } from "../files/names.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Page } from "./page_frame.js";

void loadStyleSheet("features/receiving");

/** How often the state is asked for, milliseconds. */
const ASK_MS = 1_000;
/** In this time the host's own window is shown the office, signed in; two navigations at once would end each other. */
const WINDOW_MS = 5_000;

/** @typedef {{waiting: boolean, code?: string, addresses?: string[], arrived?: boolean, running?: {from: string, done: number}, problem?: any}} State the answer of POST /api/receive */

/** @param {{token: string, onEnd: () => void}} props */
export function ReceiveOffice({ token, onEnd }) {
  const { state, problem, isAway } = useReceiving(token);
  const withdraw = () => post("/api/receive/withdraw", { token }).catch(() => null).then(onEnd);
  const isOpening = isAway;
  const failed = problem || (state?.problem && told({ ...state.problem, message: state.problem.text }));
  return html`<${Page} title=${t("receive.title")} lead=${t("receive.lead")}>
    <div class="receiving">
      ${failed && html`<p class="wrong" role="alert">${h(Icon, { name: "alert", small: true })} ${failed}</p>`}
      ${state?.code && !isOpening && h(Place, { state })}
      ${state?.waiting && html`<div role="status">${h(Progress, { state, isOpening })}</div>`}
    </div>
    ${!state?.arrived && !isOpening && html`<p class="other"><button type="button" class="text-button" onClick=${withdraw}>${t("receive.withdraw")}</button></p>`}
  <//>`;
}

/** Where the office is to be sent. @param {{state: State}} props */
function Place({ state: { code, addresses = [] } }) {
  return html`<p>${t("receive.there", { host: t("host.title"), move: t("move.begin") })}</p>
    <dl class="receiving-place">
      <dt>${t("move.address")}</dt>
      <dd>${addresses.length ? addresses.map((address) => html`<code key=${address}>${address}</code>`) : html`<span class="hint">${t("receive.no_network")}</span>`}</dd>
      <dt>${t("move.code")}</dt>
      <dd><code class="receiving-code">${code}</code></dd>
    </dl>`;
}

/** @param {{state: State, isOpening: boolean}} props */
function Progress({ state: { arrived, running }, isOpening }) {
  if (isOpening) return html`<p>${t("receive.opening")}</p>`;
  if (arrived) return html`<p>${t("receive.arrived")}</p>`;
  if (!running) return html`<p class="hint">${t("receive.waiting")}</p>`;
  return html`<p>${t("receive.coming", { address: running.from, size: sizeText(running.done) })}</p>
    <progress aria-label=${t("receive.title")}></progress>`;
}

/** Begins to wait for an office, and asks how it goes. @param {string} token */
function useReceiving(token) {
  const [found, setFound] = useState({ state: /** @type {State | null} */ (null), problem: "", isAway: false });
  useEffect(() => {
    let timer = 0;
    let isGone = false;
    const ask = async (/** @type {string} */ path) => {
      try {
        const state = /** @type {any} */ (await post(path, { token }));
        if (!isGone) setFound({ state, problem: "", isAway: false });
      } catch (error) {
        if (isGone) return;
        const { code, message } = /** @type {any} */ (error);
        // The office is here. The host's own window is shown its page; a browser goes there by itself.
        if (code === "setup_done") timer = setTimeout(() => location.replace("/"), WINDOW_MS);
        const isAway = code === "offline" || code === "setup_done";
        setFound((now) => ({ ...now, problem: isAway ? "" : message, isAway }));
        if (code === "setup_done" || (!isAway && path === "/api/receive")) return;
      }
      timer = setTimeout(ask, ASK_MS, "/api/receive/ask");
    };
    void ask("/api/receive");
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return found;
}

/** Whether an office is awaited here, as it is after a page was loaded again. @param {string} token @returns {Promise<boolean>} */
export const isAwaited = (token) => post("/api/receive/ask", { token }).then((state) => Boolean(/** @type {any} */ (state).waiting), () => false);
