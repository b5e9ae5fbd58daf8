/** Counts the changes of lists that only this person sees. Whoever shows one fetches it again when its number rises. */

import { signal } from "../html.js";

/** What is saved for later, what concerns this person, the texts that they insert, the threads that they follow, and the voice notes that they have played. @type {Record<string, import("@preact/signals").Signal<number>>} */
export const ownChanges = { later: signal(0), mine: signal(0), snippets: signal(0), threads: signal(0), voices: signal(0) };

/** Notes that a list has changed. @param {string} what */
export function ownChanged(what) {
  if (ownChanges[what]) ownChanges[what].value += 1;
}

/** How often somebody has asked to see what is saved for later. feature_triggers.js shows it beside the room. */
export const askedLater = signal(0);

/** Shows what is saved for later. */
export const openLater = () => (askedLater.value += 1);

/** The search that somebody has asked for last: in the messages of a room, or for everything. feature_triggers.js shows it. */
export const askedSearch = signal(/** @type {{room: string | null} | null} */ (null));

/** Opens the search. @param {string | null} room null: for rooms, people, commands and all messages */
export const openSearch = (room) => (askedSearch.value = { room });

/** How many things that concern this person are new, as the host counts them. */
export const newConcerns = signal(0);
