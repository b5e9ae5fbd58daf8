/**
 * Opens what a search has found, and leads back: the entry of the history from which a message was opened remembers
 * that the results stood there, and which one it was.
 */

import { navigate, pageHistory } from "../../store/route.js";

/** `search`: where the results stood. @typedef {"box" | "panel"} Where */

/** What shows the results again. @type {Record<Where, (id: string) => void>} */
const shows = { box: () => {}, panel: () => {} };
/** Whether the page shows a message that was opened from results. Only then an entry of results is come back to. */
let isAway = false;

/** Says how results are shown again. @param {Where} where @param {(id: string) => void} show gets the id of the message that was opened */
export const whenBack = (where, show) => (shows[where] = show);

/** Opens a message in its room. @param {any} message @param {Where} where */
export function openFound(message, where) {
  pageHistory.replaceState({ ...history.state, search: where, found: message.id }, "");
  isAway = true;
  navigate(pathOf(message), { results: true });
}

/** The address of a message. @param {any} message */
export const pathOf = ({ room_id: roomId, id }) => `/r/${roomId}/${id}`;

/** Forgets that results stand at this entry of the history, because somebody has closed them here. */
export function closedHere() {
  if (isAway || !pageHistory.state?.search) return;
  const { search, found, ...rest } = pageHistory.state;
  pageHistory.replaceState(rest, "");
}

addEventListener("popstate", ({ state }) => {
  const isBack = isAway && state?.search;
  isAway = Boolean(state?.results);
  if (isBack) shows[/** @type {Where} */ (state.search)]?.(state.found);
});
