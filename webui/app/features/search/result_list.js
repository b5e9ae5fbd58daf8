/** The list of messages that were found: one Tab stop, through which the arrows lead, and more at its end. */

import { h, html, useEffect, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { route } from "../../store/route.js";
import { rowsOf } from "../../ui/parts.js";
import { openFound, pathOf } from "./found.js";
import { Said } from "./hits.js";

/** @typedef {import("./search.js").Result} Result */

/** More is asked for before the end comes into view, pixels. */
const AHEAD = "600px";

/** @param {{query: import("./query.js").Query, results: Result[]}} props */
export function ResultList({ query, results }) {
  const { next, isAsking, isMore, problem } = query.search.state.value;
  const isHere = query.room.value !== null;
  const stop = results.some(({ message }) => message.id === route.value.message) ? route.value.message : results[0]?.message.id;
  return html`<ul class="search-list" aria-label=${t("search.results")} onKeyDown=${walk}>
      ${rowsOf(results, ({ message }) => `${message.id} ${message.rev} ${message.id === stop} ${isHere}`, (result) => h(ResultRow, { query, result, isHere, isStop: result.message.id === stop }), ({ snippet }) => snippet)}
    </ul>
    ${next !== null && !(problem && isMore) && h(More, { isAsking: isAsking && isMore, onMore: () => query.search.more() })}`;
}

/** @param {{query: import("./query.js").Query, result: Result, isHere: boolean, isStop: boolean}} props */
function ResultRow({ query, result, isHere, isStop }) {
  const open = (/** @type {MouseEvent} */ event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    delete list()?.dataset.holdsFocus;
    query.keep();
    openFound(result.message, "panel");
  };
  const isShown = route.value.message === result.message.id;
  return html`<li><a class="said" href=${pathOf(result.message)} data-result=${result.message.id} tabindex=${isStop ? 0 : -1} aria-current=${isShown ? "true" : undefined} onClick=${open}>${h(Said, { result, isHere, isNarrow: true })}</a></li>`;
}

/** Loads the next page when its end is near. The button is for those who come to it by the keyboard. @param {{isAsking: boolean, onMore: () => void}} props */
function More({ isAsking, onMore }) {
  const place = useRef(/** @type {any} */ (null));
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more.current(), { root: place.current.closest(".fill"), rootMargin: AHEAD });
    seen.observe(place.current);
    return () => seen.disconnect();
  }, [isAsking]);
  return html`<button type="button" ref=${place} class="button wide-button search-more" aria-busy=${String(isAsking)} onClick=${onMore}>${t("search.more")}</button>`;
}

/** @returns {HTMLElement | null} */
const list = () => document.querySelector(".search-list");
/** @returns {HTMLElement[]} */
const links = () => [...document.querySelectorAll(".search-list [data-result]")].map((link) => /** @type {HTMLElement} */ (link));

/** Gives the focus to a result, or to the one that the list begins with. It stays there when a room opens. @param {string} [id] */
export function focusResult(id) {
  const all = links();
  const link = all.find((one) => one.dataset.result === id) ?? all.find((one) => one.tabIndex === 0) ?? all[0];
  if (!link) return;
  const holder = list();
  if (holder) holder.dataset.holdsFocus = "";
  moveTo(link, all);
}

/** @param {HTMLElement} link @param {HTMLElement[]} all */
function moveTo(link, all) {
  for (const one of all) one.tabIndex = one === link ? 0 : -1;
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
}

/** Goes through the results by the arrow keys, and from the first one up to the field. @param {KeyboardEvent} event */
function walk(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = links();
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  if (to < 0) /** @type {HTMLElement | null} */ (document.querySelector(".search-field input"))?.focus();
  else if (all[to]) moveTo(all[to], all);
}
