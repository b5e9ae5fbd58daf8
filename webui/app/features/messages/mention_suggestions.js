/** Names in the composer: people after "@", rooms after "#". */

import { h, html } from "../../html.js";
import { fold } from "../../lib/formatting/names.js";
import { WORDS_FOR_ALL } from "../../lib/formatting/words_for_all.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/typing/insert_text.js";
import { findMention } from "../../lib/formatting/unfinished_name.js";
import { hasWord, nameKey, plain } from "../../lib/text.js";
import { everyone, members } from "../../store/people.js";
import { mayMentionAll, namedRooms, openRooms, rooms, wantOpenRooms } from "../../store/rooms.js";
import { myId } from "../../store/session.js";
import { Avatar, Icon } from "../../ui/parts.js";

const SHOWN = 6;

/** What can be chosen. `name` is inserted after the sign. @typedef {{id: string, name: string, kind: "person" | "all" | "room", note?: string}} Option */
/** Returns the people who match: members of the room first, and among these, names that begin so before names with a later word that does. @param {string} typed @param {string} roomId */
export function candidates(typed, roomId) {
  const wanted = plain(typed);
  const here = members.peek().get(roomId);
  const rank = (/** @type {any} */ user) => (here?.has(user.id) ? 0 : 2) + (nameKey(user).startsWith(wanted) ? 0 : 1);
  const fits = everyone.peek().filter((user) => user.id !== myId.peek() && hasWord(nameKey(user), wanted));
  return fits.sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
}

/** Returns the words for the whole room that match. @param {string} typed @param {string} roomId @returns {Option[]} */
function words(typed, roomId) {
  const room = rooms.peek().get(roomId);
  if (!mayMentionAll(room)) return [];
  const notes = [t("mention_all.everyone", { n: room.member_count }), t("mention_all.here")];
  return WORDS_FOR_ALL.map((word, at) => ({ id: `@${word}`, name: word, kind: /** @type {const} */ ("all"), note: notes[at] }))
    .filter(({ name }) => name.startsWith(plain(typed)));
}

/** Returns the rooms that match. @param {string} typed @returns {Option[]} */
export function matchingRooms(typed) {
  wantOpenRooms();
  const wanted = plain(typed);
  const rank = (/** @type {any} */ room) => (nameKey(room).startsWith(wanted) ? 0 : 1);
  const fits = namedRooms().reverse().filter((room) => hasWord(nameKey(room), wanted));
  return fits.sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN).map(({ id, name }) => ({ id, name, kind: "room" }));
}

/** @param {{option: Option}} props */
function Content({ option: { id, name, kind, note } }) {
  if (kind === "person") return html`${h(Avatar, { id, name, tiny: true })}<b dir="auto">${name}</b>`;
  if (kind === "room") return html`${h(Icon, { name: "hash" })}<b dir="auto">${name}</b>`;
  return html`${h(Icon, { name: "people" })}<b dir="auto">@${name}</b><small>${note}</small>`;
}

/** @param {HTMLTextAreaElement} field @param {string} roomId @returns {Option[]} */
function find(field, roomId) {
  const found = findMention(field.value, field.selectionStart);
  if (!found) return [];
  const { sign, typed } = found;
  if (sign === "#") return matchingRooms(typed);
  const people = candidates(typed, roomId).map(({ id, name }) => ({ id, name, kind: /** @type {const} */ ("person") }));
  return [...people, ...words(typed, roomId)];
}

/** A name that is typed out is complete, even if a longer one begins with it. @param {HTMLTextAreaElement} field @param {Option[]} options @param {boolean} isMoved */
function isComplete(field, options, isMoved) {
  const typed = findMention(field.value, field.selectionStart)?.typed ?? "";
  return !isMoved && options.some(({ name }) => fold(name) === fold(typed.trim()));
}

/** @param {HTMLTextAreaElement} field @param {Option} option */
function take(field, { name }) {
  const found = findMention(field.value, field.selectionStart);
  if (found) insert(field, `${found.sign}${name} `, found.from, field.selectionStart);
}

/** Names as a source of the list above the composer. @type {import("../writing/suggestions.js").Source} */
export const names = {
  label: ([first]) => (first.kind === "room" ? t("composer.rooms") : t("composer.people")),
  draw: (option) => h(Content, { option }),
  watch: () => openRooms.value,
  find,
  take,
  isComplete,
};
