/** The recent searches of this person in this browser, as the page shows them. */

import { signal } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { forgetSearches, recentSearches } from "../../lib/queries/recent_searches.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { owner } from "../../store/session.js";

/** Counts the changes, so that what shows the list draws it again. */
const changes = signal(0);

/** Returns the recent searches. Those in a room that this person has left are left out. */
export function recent() {
  void changes.value;
  return recentSearches(owner.value).filter(({ room }) => room === null || rooms.value.has(room));
}

/** Forgets all of them. */
export function clearRecent() {
  forgetSearches(owner.peek());
  changes.value += 1;
}

/** Names the room of a recent search. @param {import("../../lib/queries/recent_searches.js").Recent} search */
export const placeOfRecent = ({ room }) => (room === null ? "" : t("search.in_room", { room: titleOf(rooms.peek().get(room)) }));
