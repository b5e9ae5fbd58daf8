/** What stands above the messages on the search page of a phone: rooms, people and commands; and recent searches, on any screen. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { rowsOf } from "../../ui/parts.js";
import { run } from "./commands.js";
import { CommandLine, PlaceLine, RecentLine } from "./hits.js";
import { goTo, matches } from "./places.js";
import { clearRecent, recent } from "./recent.js";

/** How many rooms and people stand above messages. */
const ABOVE_MESSAGES = 4;

/** @param {{wanted: string, text?: string}} props wanted: as `plain` writes it, "" for the usual ones */
export function PlaceList({ wanted, text = "" }) {
  const { places, commands } = matches(wanted, wanted === "" ? undefined : ABOVE_MESSAGES);
  if (places.length + commands.length === 0) return null;
  return html`<section class="search-places" aria-label=${t("switcher.places")}><h2>${t("switcher.places")}</h2>
    <ul class="options">${rowsOf(places, ({ key }) => `${key} ${text}`, (place) => h(PlaceButton, { place, text }), ({ name }) => name)}
    ${commands.map((command) => html`<li key=${command.id}><button type="button" class="search-row" onClick=${() => run(command)}>${h(CommandLine, { command })}</button></li>`)}</ul></section>`;
}

/** @param {{place: import("../rooms/places.js").Place, text: string}} props */
const PlaceButton = ({ place, text }) => html`<li><button type="button" class="search-row" onClick=${() => goTo(place)}>${h(PlaceLine, { place, text })}</button></li>`;

/** @param {{query: import("./query.js").Query}} props */
export function RecentList({ query }) {
  const kept = recent();
  if (kept.length === 0) return null;
  const search = (/** @type {import("../../lib/queries/recent_searches.js").Recent} */ { text, room }) => query.begin(room, text);
  return html`<section class="search-places" aria-label=${t("search.recent")}><h2>${t("search.recent")}<button type="button" class="search-link" onClick=${clearRecent}>${t("search.clear_recent")}</button></h2>
    <ul class="options">${kept.map((one) => html`<li key=${`${one.room} ${one.text}`}><button type="button" class="search-row" onClick=${() => search(one)}>${h(RecentLine, { search: one })}</button></li>`)}</ul></section>`;
}
