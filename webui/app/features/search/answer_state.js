/** How far a search has come, below or in place of its results: it goes on, it failed, or older messages follow. */

import { h, html, useEffect } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { connectionState } from "../../store/session.js";
import { Icon } from "../../ui/parts.js";

/** @param {{search: import("./search.js").Search}} props */
export function AnswerState({ search }) {
  const { problem, building, isAsking, results, asked } = search.state.value;
  const isUp = connectionState.value === "up";
  useEffect(() => {
    if (isUp && problem?.code === "offline") search.again();
  }, [isUp]);
  return html`
    ${problem && html`<div class="search-problem" role="alert">${h(Icon, { name: "alert", small: true })}<p>${problem.message}</p>
      ${problem.code !== "invalid" && html`<button type="button" class="button small" onClick=${() => search.again()}>${t("action.retry")}</button>`}</div>`}
    ${building && html`<div class="search-building"><p>${t("search.building", { percent: percentOf(building) })}</p>
      <progress max="100" value=${percentOf(building)} aria-label=${t("search.building_label")}></progress></div>`}
    ${isAsking && results.length === 0 && !asked?.q && html`<p class="search-asking">${t("search.asking")}</p>`}`;
}

/** @param {{done: number, total: number}} building */
const percentOf = ({ done, total }) => (total > 0 ? Math.min(99, Math.floor((100 * done) / total)) : 0);

/** What a screen reader is told, politely, when results have come. @param {{search: import("./search.js").Search, count: number}} props */
export function Told({ search, count }) {
  const { asked, isAsking, problem, next } = search.state.value;
  const words = !asked || isAsking || problem || count === 0 ? "" : next === null ? t("search.count", { n: count }) : t("search.count_newest", { n: count });
  return html`<p class="hidden" role="status">${words}</p>`;
}
