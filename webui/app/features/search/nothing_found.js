/** Says what was searched when nothing is found, and offers to search for less. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { filtersOf, parse, without, wordsOf } from "../../lib/queries/query_words.js";
import { isolated } from "../../lib/text.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { Icon } from "../../ui/parts.js";

/** How many ways are offered, besides searching all rooms. */
const OFFERED = 4;
/** A word of so many letters is offered without its end, of which this much stays: endings differ, and so does spelling. */
const LONG_LETTERS = 5;
const KEPT_PART = 0.7;

/** @typedef {{label: string, text: string}} Wider */

/** @param {{query: import("./query.js").Query, asked: import("./search.js").Wanted}} props */
export function NothingFound({ query, asked }) {
  const room = asked.room === null ? null : rooms.value.get(asked.room);
  const isWhole = query.search.state.value.building === null;
  const what = isolated(asked.q);
  const less = wider(asked.q);
  return html`<div class="search-nothing" role="status">
    <p><b>${isWhole ? t("search.nothing", { what }) : t("search.nothing_yet", { what })}</b></p>
    <p>${isWhole && searched(asked.q, room)} ${(room || less.length > 0) && t("search.nothing_hint")}</p>
    <div class="search-wider">
      ${room && html`<button type="button" class="button small" onClick=${query.acts().anywhere}>${h(Icon, { name: "hash", small: true })}${t("search.all_rooms")}</button>`}
      ${less.map(({ label, text }) => html`<button type="button" class="button small" key=${text} onClick=${() => query.type(text)}>${label}</button>`)}
    </div>
  </div>`;
}

/** Returns a sentence, or "" where the filters of the query say it themselves: several rooms, or all but one. @param {string} q @param {any} room */
function searched(q, room) {
  const named = filtersOf(q).filter(({ name }) => name === "in");
  if (room) return t("search.nothing_room", { room: isolated(titleOf(room)) });
  if (named.length === 0) return t("search.nothing_all");
  return named.length === 1 && !named[0].isExcluded ? t("search.nothing_room", { room: isolated(named[0].value) }) : "";
}

/** Returns wider searches: without a filter, without quotes, with one of the words, with the beginning of a word. @param {string} q @returns {Wider[]} */
export function wider(q) {
  const filters = filtersOf(q).map((part) => ({ label: t("search.without", { filter: isolated(q.slice(part.from, part.to)) }), text: without(q, part) }));
  const quoted = parse(q).filter(({ name, isQuoted, isExcluded }) => name === "" && isQuoted && !isExcluded);
  const loose = quoted.length > 0 ? [{ label: t("search.without_quotes"), text: quoted.reduceRight((text, part) => `${text.slice(0, part.from)}${part.value}${text.slice(part.to)}`, q) }] : [];
  const words = wordsOf(q).filter((word) => !word.includes(" "));
  const fewer = words.length > 1 ? words : words.filter((word) => [...word].length >= LONG_LETTERS).map(shorter);
  const only = fewer.map((word) => ({ label: t("search.only", { word: isolated(word) }), text: word }));
  return [...filters, ...loose, ...only].filter(({ text }, at, all) => text !== "" && text !== q && all.findIndex((one) => one.text === text) === at).slice(0, OFFERED);
}

/** @param {string} word */
const shorter = (word) => [...word].slice(0, Math.max(3, Math.floor([...word].length * KEPT_PART))).join("");

