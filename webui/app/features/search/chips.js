/** The filters of a query as buttons: those that are set, each with a way to take it away, and those that can be added. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { filtersOf } from "../../lib/queries/query_words.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { Icon } from "../../ui/parts.js";

/** @typedef {import("../../lib/queries/query_words.js").Part} Part */
/** `begin`: writes a filter's word; `offer`: lists some of them; `set`: writes a whole filter; `remove`: takes a part away. @typedef {{begin: (name: string) => void, offer: () => void, set: (filter: string) => void, remove: (part: Part) => void, anywhere: () => void}} Acts */

/** The icon of each filter. @type {Record<string, {icon: string}>} */
const ICONS = {
  from: { icon: "user" }, in: { icon: "hash" }, before: { icon: "clock" }, after: { icon: "clock" }, on: { icon: "clock" }, has: { icon: "link" }, is: { icon: "star" }, type: { icon: "search" },
};

/** @param {{text: string, room: string | null, acts: Acts}} props room: the one that is searched */
export function Chips({ text, room, acts }) {
  const set = filtersOf(text);
  const has = (/** @type {string} */ name, /** @type {string} */ value) => set.some((one) => one.name === name && one.value.toLowerCase() === value);
  const kept = room === null ? null : rooms.value.get(room);
  return html`<div class="search-chips" role="group" aria-label=${t("search.filters")}>
    ${kept && h(Chip, { key: "room", icon: "hash", label: titleOf(kept), isSet: true, onClick: acts.anywhere })}
    ${set.map((part) => h(Chip, { key: `${part.name} ${part.value} ${part.isExcluded}`, icon: ICONS[part.name].icon, label: labelOf(part), isSet: true, onClick: () => acts.remove(part) }))}
    ${h(Chip, { key: "+from", icon: "user", label: t("search.from"), onClick: () => acts.begin("from") })}
    ${!kept && h(Chip, { key: "+in", icon: "hash", label: t("search.in"), onClick: () => acts.begin("in") })}
    ${h(Chip, { key: "+when", icon: "clock", label: t("search.when"), onClick: acts.offer })}
    ${h(Chip, { key: "+has", icon: "link", label: t("search.has"), onClick: () => acts.begin("has") })}
    ${h(Chip, { key: "+type", icon: "search", label: t("search.type"), onClick: () => acts.begin("type") })}
    ${!has("is", "pinned") && h(Chip, { key: "+pinned", icon: "pin", label: t("search.pinned"), onClick: () => acts.set("is:pinned") })}
    ${!has("is", "saved") && h(Chip, { key: "+saved", icon: "bookmark", label: t("search.saved"), onClick: () => acts.set("is:saved") })}
    ${!has("is", "unread") && h(Chip, { key: "+unread", icon: "unread", label: t("search.unread"), onClick: () => acts.set("is:unread") })}
  </div>`;
}

/** Writes a filter as it stands in the query. @param {Part} part */
const labelOf = ({ name, value, isExcluded }) => `${isExcluded ? "-" : ""}${name}: ${value}`;

/** @param {{icon: string, label: string, isSet?: boolean, onClick: () => void}} props isSet: pressed again, it is taken away */
const Chip = ({ icon, label, isSet = false, onClick }) => html`<button type="button" class="search-chip" data-set=${isSet ? "" : undefined} aria-label=${isSet ? t("search.remove", { filter: label }) : undefined} onClick=${onClick}>
  ${h(Icon, { name: icon, small: true })}<bdi>${label}</bdi>${isSet && h(Icon, { name: "x", small: true })}</button>`;
