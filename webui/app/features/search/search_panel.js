/**
 * The results of a search beside the room, page by page. On a phone this is a page of its own, which finds rooms and
 * people, too. What was typed, what was found, the position and the focus stay while a result is looked at.
 */

import { h, html, useEffect, useLayoutEffect, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { filtersOf } from "../../lib/queries/query_words.js";
import { sumOf, written } from "../../lib/queries/total.js";
import { plain } from "../../lib/text.js";
import { onMessage } from "../../store/message_listeners.js";
import { route } from "../../store/route.js";
import { openBeside, sidePanel } from "../../store/side_panel.js";
import { phone } from "../../store/viewport.js";
import { IconButton } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { AnswerState, Told } from "./answer_state.js";
import { Chips } from "./chips.js";
import { closedHere, openFound, whenBack } from "./found.js";
import { isReadable } from "./hits.js";
import { NothingFound } from "./nothing_found.js";
import { PlaceList, RecentList } from "./panel_lists.js";
import { Query } from "./query.js";
import { focusResult, ResultList } from "./result_list.js";
import { SearchField } from "./search_field.js";

void loadStyleSheet("features/search");

const query = new Query();
/** How far the results were scrolled, and the result that gets the focus when the panel is drawn again. */
let scrolledTo = 0;
let backTo = "";

const module = () => Promise.resolve({ SearchPanel });
const isOpen = () => sidePanel.peek()?.component === SearchPanel;

/** Shows the panel. What is typed in it stays if it is open already. @param {{room: string | null, text?: string}} what */
export function showSearch({ room, text = isOpen() ? query.text.peek() : "" }) {
  query.begin(room, text);
  scrolledTo = 0;
  backTo = "";
  openBeside(module, "SearchPanel");
}

whenBack("panel", (id) => {
  if (isOpen()) return focusResult(id);
  backTo = id;
  openBeside(module, "SearchPanel");
});

export function SearchPanel() {
  const fill = useRef(/** @type {any} */ (null));
  const { asked, isAsking, problem } = query.search.state.value;
  const results = query.search.state.value.results.filter(isReadable);
  const [text, room] = [query.text.value, query.room.value];
  usePlace(fill);
  useFollowing();
  const isEmpty = asked !== null && !isAsking && !problem && results.length === 0;
  const field = h(SearchField, { query, takesFocus: backTo === "", onDown: () => focusResult() });
  return html`<${PanelFrame} title=${t("search.panel")} takesFocus=${false} head=${phone.value && field} actions=${!phone.value && h(Steps, { results })}>
    <div class="search-panel" ref=${fill}>
      ${!phone.value && field}
      ${h(Chips, { text, room, acts: query.acts() })}
      ${text.trim() === "" && room === null && phone.value && h(PlaceList, { wanted: "" })}
      ${text.trim() === "" && h(RecentList, { query })}
      ${text.trim() !== "" && room === null && phone.value && filtersOf(text).length === 0 && h(PlaceList, { wanted: plain(text.trim()), text })}
      ${h(Sum, { count: results.length })}
      <div class="search-results" aria-busy=${String(isAsking)}>${h(ResultList, { query, results })}</div>
      ${h(AnswerState, { search: query.search })}
      ${h(Told, { search: query.search, count: results.length })}
      ${isEmpty && h(NothingFound, { query, asked })}
    </div>
  <//>`;
}

/** Keeps the position of the results, and puts the focus back on the one that was opened. @param {any} fill */
function usePlace(fill) {
  useLayoutEffect(() => {
    const scroller = fill.current.parentElement;
    scroller.scrollTop = scrolledTo;
    if (backTo) focusResult(backTo);
    backTo = "";
    const note = () => (scrolledTo = scroller.scrollTop);
    scroller.addEventListener("scroll", note, { passive: true });
    return () => scroller.removeEventListener("scroll", note);
  }, []);
}

/** Removes what is deleted while the panel is open. With the panel the search ends. */
function useFollowing() {
  useEffect(() => {
    query.search.resume();
    const stop = onMessage((message) => message.deleted && query.search.drop(message.id));
    return () => {
      stop();
      query.search.stop();
      closedHere();
    };
  }, []);
}

/** How many there are, and the way to search all rooms, with how many there are. @param {{count: number}} props */
function Sum({ count }) {
  const state = query.search.state.value;
  if (count === 0) return null;
  const inAll = state.counts && t("search.all_rooms_count", { n: written(state.counts.all) });
  return html`<p class="search-sum"><span>${sumOf(state, count)}</span>
    ${query.room.value !== null && html`<button type="button" class="search-link" onClick=${query.acts().anywhere}>${inAll ?? t("search.all_rooms")}</button>`}</p>`;
}

/** Leads from result to result. The focus stays on the button. @param {{results: import("./search.js").Result[]}} props */
function Steps({ results }) {
  const at = results.findIndex(({ message }) => message.id === route.value.message);
  const go = (/** @type {number} */ to) => {
    const result = results[Math.max(0, Math.min(to, results.length - 1))];
    if (result) openFound(result.message, "panel");
  };
  if (results.length === 0) return null;
  return html`<div class="search-steps" data-holds-focus>
    ${h(IconButton, { icon: "up", label: t("search.previous"), onClick: () => go(at < 0 ? 0 : at - 1) })}
    ${h(IconButton, { icon: "down", label: t("search.next"), onClick: () => (at === results.length - 1 && query.search.more(), go(at + 1)) })}
  </div>`;
}
