/**
 * The search box (Ctrl+K): goes to any room or person in a few keys, does what the page can do, and finds messages. All
 * of it works by the keyboard, with the focus in the field.
 */

import { h, html, signal, useEffect, useLayoutEffect, useMemo, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { filtersOf } from "../../lib/queries/query_words.js";
import { totalOf, written } from "../../lib/queries/total.js";
import { plain } from "../../lib/text.js";
import { onMessage } from "../../store/message_listeners.js";
import { closeOverlay, overlays } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Guard, Icon, PlainRow } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { AnswerState, Told } from "./answer_state.js";
import { Chips } from "./chips.js";
import { run } from "./commands.js";
import { CompletionRow } from "./completion_row.js";
import { openFound, whenBack } from "./found.js";
import { CommandLine, PlaceLine, RecentLine, Said, isReadable } from "./hits.js";
import { NothingFound } from "./nothing_found.js";
import { goTo, matches } from "./places.js";
import { Query } from "./query.js";
import { clearRecent, recent } from "./recent.js";
import { showSearch } from "./search_panel.js";

void loadStyleSheet("features/search");

/** How many messages the box shows; all of them stand beside the room. */
const MESSAGES = 6;
/** With recent searches below them, fewer rooms stand in an empty box. */
const PLACES_BESIDE_RECENT = 6;

/** `draw`: its content. `act`: what a click or Enter does. @typedef {{key: string, words: string, draw: () => any, act: () => void}} Row */
/** @typedef {{id: string, title: string, rows: Row[]}} Group */

const query = new Query();
/** The key of the row that was chosen, "" for the first one. It is kept while a message that was found is looked at. */
const chosen = signal("");

whenBack("box", () => (overlays.value = [{ component: SearchBox, props: {} }]));

/** @param {{fresh?: boolean}} props fresh: begins with an empty field */
export function SearchBox({ fresh = false }) {
  useMemo(() => fresh && begin(), []);
  const text = query.text.value;
  const wanted = useMemo(() => plain(text.trim()), [text]);
  const groups = groupsFor(text, wanted);
  const rows = groups.flatMap((group) => group.rows);
  const at = Math.max(0, rows.findIndex(({ key }) => key === (chosen.value || firstKey(groups))));
  useFollowing();
  const { state } = query.search;
  const isEmpty = text.trim() !== "" && groups.every(({ id }) => id === "complete");
  return html`<${Dialog} title=${t("search.title")} kind="switcher search-box" bare light>
    ${h(Field, { rows, at, groups })}
    ${h(Chips, { text, room: null, acts: query.acts() })}
    <div class="options search-hits" role="listbox" id="places" aria-label=${t("search.found")} aria-busy=${String(state.value.isAsking)}>
      ${groups.map((group) => h(Drawn, { key: group.id, group, at: rows[at]?.key }))}
    </div>
    ${h(AnswerState, { search: query.search })}
    ${h(Told, { search: query.search, count: readable().length })}
    ${isEmpty && !state.value.isAsking && !state.value.problem && state.value.asked && h(NothingFound, { query, asked: state.value.asked })}
    ${isEmpty && rows.length === 0 && !state.value.asked && !state.value.isAsking && !state.value.problem && html`<p class="nobody" role="status">${t("switcher.none", { typed: text.trim() })}</p>`}
    ${h(Foot, { isFound: text.trim() !== "" })}
  <//>`;
}

function begin() {
  query.begin(null);
  chosen.value = "";
}

/** Removes what is deleted while the box is open, and ends the search with it. */
function useFollowing() {
  useEffect(() => {
    const stop = onMessage((message) => message.deleted && query.search.drop(message.id));
    return () => {
      stop();
      query.search.stop();
    };
  }, []);
}

/** @param {{rows: Row[], at: number, groups: Group[]}} props */
function Field({ rows, at, groups }) {
  const field = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    query.field = field.current;
    field.current.focus();
    return () => (query.field = null);
  }, []);
  const type = (/** @type {any} */ event) => {
    chosen.value = "";
    query.type(event.currentTarget.value, event.currentTarget.selectionStart);
  };
  return html`<label class="search">${h(Icon, { name: "search" })}<span class="hidden">${t("search.title")}</span>
    <input ref=${field} type="text" role="combobox" aria-expanded="true" aria-controls="places" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck=${false} enterkeyhint="search" dir="auto" maxlength="1000"
      value=${query.text.value} aria-activedescendant=${rows[at] ? idOf(rows[at].key) : undefined} placeholder=${t("sidebar.jump")} onInput=${type} onKeyUp=${() => query.moved()} onClick=${() => query.moved()}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => pressed(event, rows, at, groups)} /><kbd aria-hidden="true">${t("keys.escape")}</kbd></label>`;
}

/** @param {KeyboardEvent} event @param {Row[]} rows @param {number} at @param {Group[]} groups */
function pressed(event, rows, at, groups) {
  if (event.isComposing || event.keyCode === 229) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && rows.length) chosen.value = rows[(at + step + rows.length) % rows.length].key;
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) showAll();
  else if (event.key === "Enter") enter(rows[at]);
  else if (event.key === "Tab" && !event.shiftKey) complete(rows[at], groups);
  else if (event.key === "Escape" && query.offered.peek().length > 0) query.offered.value = [];
  else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) query.field?.select();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** What stands there from an earlier query is opened only if somebody has gone to it. @param {Row | undefined} row */
function enter(row) {
  const { asked } = query.search.state.peek();
  const isOld = row?.key.startsWith("message ") && chosen.peek() === "" && asked?.q !== query.search.wanted.q;
  if (row && !isOld) row.act();
  else showAll();
}

/** Tab takes a completion, or lists the words for filters. @param {Row | undefined} row @param {Group[]} groups */
function complete(row, groups) {
  const offered = groups.find(({ id }) => id === "complete")?.rows;
  if (offered) (row && offered.includes(row) ? row : offered[0]).act();
  else query.offer();
}

/** Shows all messages beside the room. */
function showAll() {
  const text = query.text.peek();
  if (text.trim() === "") return;
  query.keep();
  void closeOverlay().then(() => showSearch({ room: null, text }));
}

/** The key of the row that Enter acts on at first. A word that might become a filter is not it. @param {Group[]} groups */
function firstKey(groups) {
  const isWord = query.offered.peek().length === 0 && query.completion()?.isWord;
  const usual = groups.filter(({ id }) => id !== "complete" || !isWord).flatMap(({ rows }) => rows);
  return (usual[0] ?? groups[0]?.rows[0])?.key ?? "";
}

/** @param {string} text @param {string} wanted @returns {Group[]} */
function groupsFor(text, wanted) {
  const kept = text.trim() === "" ? recent() : [];
  const isFiltered = filtersOf(text).length > 0;
  const { places, commands } = isFiltered ? { places: [], commands: [] } : matches(wanted, kept.length > 0 ? PLACES_BESIDE_RECENT : undefined);
  const all = [
    { id: "complete", title: t("search.completions"), rows: completions() },
    { id: "places", title: t("switcher.places"), rows: places.map((place) => rowOfPlace(place, text)) },
    { id: "commands", title: t("search.commands"), rows: commands.map(rowOfCommand) },
    { id: "recent", title: t("search.recent"), rows: [...kept.map(rowOfRecent), ...(kept.length > 0 ? [clearing()] : [])] },
    { id: "messages", title: t("search.messages"), rows: messages() },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

/** @returns {Row[]} */
function completions() {
  const found = query.completion();
  return (found?.options ?? []).map((option) => ({ key: `complete ${option.kind} ${option.id}`, words: option.label, draw: () => h(CompletionRow, { option }), act: () => found && query.take(found, option) }));
}

/** @param {import("../rooms/places.js").Place} place @param {string} text @returns {Row} */
const rowOfPlace = (place, text) => ({ key: `place ${place.key}`, words: place.name, draw: () => h(PlaceLine, { place, text, hasTopic: true }), act: () => goTo(place) });

/** @param {import("./commands.js").Command} command @returns {Row} */
const rowOfCommand = (command) => ({ key: `command ${command.id}`, words: command.label, draw: () => h(CommandLine, { command }), act: () => run(command) });

/** @param {import("../../lib/queries/recent_searches.js").Recent} search @returns {Row} */
const rowOfRecent = (search) => ({
  key: `recent ${search.room} ${search.text}`, words: search.text,
  draw: () => h(RecentLine, { search }),
  act: () => (search.room === null ? query.type(search.text) : void closeOverlay().then(() => showSearch(search))),
});

/** @returns {Row} */
const clearing = () => ({ key: "clear", words: t("search.clear_recent"), draw: () => html`${h(Icon, { name: "trash" })}<span class="search-clear">${t("search.clear_recent")}</span>`, act: clearRecent });

/** @returns {Row[]} */
function messages() {
  const { next } = query.search.state.value;
  const found = readable();
  const rows = found.slice(0, MESSAGES).map((result) => /** @type {Row} */ ({
    key: `message ${result.message.id}`, words: result.snippet, draw: () => h(Said, { result }),
    act: () => (query.keep(), (chosen.value = `message ${result.message.id}`), openFound(result.message, "box")),
  }));
  const n = total();
  const words = n === null ? t("search.all") : t("search.all_count", { n });
  if (found.length > MESSAGES || next !== null) rows.push({ key: "all", words, draw: () => html`<b class="search-all">${words}</b>`, act: showAll });
  return rows;
}

const readable = () => query.search.state.value.results.filter(isReadable);

/** How many messages there are, as it stands in a sentence, or null while nobody knows. */
function total() {
  const { length } = readable();
  const found = length > 0 ? totalOf(query.search.state.value, length) : null;
  return found && written(found);
}

/** The ids of elements have no spaces. @param {string} key */
const idOf = (key) => `hit-${key.replace(/[^\w-]+/g, (odd) => `_${odd.codePointAt(0)}`)}`;

/** @param {{group: Group, at: string | undefined}} props */
const Drawn = ({ group: { title, rows }, at }) => html`<ul role="group" aria-label=${title}>
  <li role="presentation" class="search-head" aria-hidden="true">${title}</li>
  ${rows.map((row) => h(Guard, { key: row.key, of: Option, plain: PlainRow, words: row.words, row, isAt: row.key === at }))}
</ul>`;

/** @param {{row: Row, isAt: boolean}} props */
function Option({ row, isAt }) {
  const place = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (isAt) place.current.scrollIntoView({ block: "nearest" });
  }, [isAt]);
  return html`<li ref=${place} id=${idOf(row.key)} role="option" class=${row.key.startsWith("message ") ? "said" : undefined} aria-selected=${String(isAt)} onClick=${row.act}>${row.draw()}</li>`;
}

/** The keys of the box. They are listed in the sheet of keys for everybody, so they are only drawn here. @param {{isFound: boolean}} props */
function Foot({ isFound }) {
  const n = total();
  return html`<div class="search-foot" aria-hidden="true">
  <span><kbd>↑</kbd><kbd>↓</kbd>${t("search.key_move")}</span><span><kbd>${t("keys.enter")}</kbd>${t("search.key_open")}</span><span><kbd>${t("search.key_tab")}</kbd>${t("search.key_filter")}</span>
  ${isFound && html`<span class="end"><kbd>${t("keys.ctrl")}</kbd><kbd>${t("keys.enter")}</kbd>${n === null ? t("search.key_all") : t("search.key_all_count", { n })}</span>`}
</div>`;
}
