/** How many messages a search has found, in words. Until they are counted, only those that are shown are told of. */

import { number, t } from "../i18n.js";

/** `n`: how many messages there are. `more`: there are more than these. @typedef {{n: number, more: boolean}} Count */
/** `all`: in all rooms. `room`: in the one that was asked for. @typedef {{all: Count, room?: Count}} Counts */
/** The part of a search's state that tells. @typedef {{asked: {room: string | null} | null, next: string | null, counts: Counts | null}} State */

/** What there is where somebody searches, or null while nobody knows. @param {State} state @param {number} shown how many results can be read @returns {Count | null} */
export function totalOf({ asked, next, counts }, shown) {
  if (next === null) return { n: shown, more: false };
  return (asked?.room === null ? counts?.all : counts?.room) ?? null;
}

/** The number for a sentence: "100+" has the plural of any number that is not known. @param {Count} count */
export const written = ({ n, more }) => (more ? `${number(n)}+` : n);

/** What stands above the results. @param {State} state @param {number} shown */
export function sumOf(state, shown) {
  const total = totalOf(state, shown);
  if (total === null) return t("search.count_newest", { n: shown });
  return state.asked?.room === null ? t("search.count", { n: written(total) }) : t("search.count_here", { n: written(total) });
}
