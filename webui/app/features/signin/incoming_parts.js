/** What the pages share on which an office comes to this computer: the code that is typed at the other one, and the state that is asked for. */

import { html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { post } from "../../net/api.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/receiving");

/** How often the state is asked for, milliseconds. */
const ASK_MS = 1_000;
/** In this time the host's own window is shown the office, signed in; two navigations at once would end each other. */
const WINDOW_MS = 5_000;

/** Where the other computer finds this one, and the code that is typed there. @param {{lead: string, code: string, addresses?: string[]}} props */
export function Place({ lead, code, addresses = [] }) {
  return html`<p>${lead}</p>
    <dl class="receiving-place">
      <dt>${t("move.address")}</dt>
      <dd>${addresses.length ? addresses.map((address) => html`<code key=${address}>${address}</code>`) : html`<span class="hint">${t("receive.no_network")}</span>`}</dd>
      <dt>${t("move.code")}</dt>
      <dd><code class="receiving-code">${code}</code></dd>
    </dl>`;
}

/**
 * Posts to `first`, and then asks again and again by `again`. `isAway` while the host is opened with another office.
 * @template State @param {string} token @param {string} first @param {string} again
 * @returns {{state: State | null, problem: string, isAway: boolean, take: (state: any) => void}}
 */
export function useIncoming(token, first, again) {
  const [found, setFound] = useState({ state: /** @type {State | null} */ (null), problem: "", isAway: false });
  const take = (/** @type {any} */ state) => setFound({ state, problem: "", isAway: false });
  useEffect(() => {
    let timer = 0;
    let isGone = false;
    const ask = async (/** @type {string} */ path) => {
      try {
        const state = /** @type {any} */ (await post(path, { token }));
        if (!isGone) take(state);
      } catch (error) {
        if (isGone) return;
        const { code, message } = /** @type {any} */ (error);
        // The office is here. The host's own window is shown its page; a browser goes there by itself.
        if (code === "setup_done") timer = setTimeout(() => location.replace("/"), WINDOW_MS);
        const isAway = code === "offline" || code === "setup_done";
        setFound((now) => ({ ...now, problem: isAway ? "" : message, isAway }));
        if (code === "setup_done" || (!isAway && path === first && first !== again)) return;
      }
      timer = setTimeout(ask, ASK_MS, again);
    };
    void ask(first);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return { ...found, take };
}
