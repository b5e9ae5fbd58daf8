/** Asks the host for results. */

import { newClientId } from "../../lib/text.js";
import { getUntil } from "../../net/api.js";
import { Search } from "./search.js";

/** How many results come at once. */
const PAGE = 20;

/** Makes a search that asks this host. A later query of the same one takes the place of the earlier on the host, too. */
export function searchOfHost() {
  const key = newClientId();
  return new Search(
    (wanted, cursor, until) => ask(wanted, { key, limit: String(PAGE), ...(cursor && { cursor }) }, until),
    (wanted, until) => ask(wanted, { key, count: "1" }, until),
  );
}

/** @param {import("./search.js").Wanted} wanted @param {Record<string, string>} more @param {AbortSignal} until */
function ask({ q, room }, more, until) {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = new URLSearchParams({ q, offset: String(-new Date().getTimezoneOffset()), ...(zone && { zone }), ...(room && { room }), ...more });
  return getUntil(`/api/search?${asked}`, until);
}
