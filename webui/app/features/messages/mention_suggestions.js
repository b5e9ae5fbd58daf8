/** The list above the composer while a name is typed: people after "@", rooms after "#". The field keeps the focus. */

import { h, html, useLayoutEffect, useState } from "../../html.js";
import { fold } from "../../lib/formatting/names.js";
import { WORDS_FOR_ALL } from "../../lib/formatting/words_for_all.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/insert_text.js";
import { findMention } from "../../lib/formatting/unfinished_name.js";
import { hasWord, nameKey, plain } from "../../lib/text.js";
import { everyone, members } from "../../store/people.js";
import { mayMentionAll, namedRooms, openRooms, rooms, wantOpenRooms } from "../../store/rooms.js";
import { myId } from "../../store/session.js";
import { Avatar, Icon, rowsOf } from "../../ui/parts.js";

const SHOWN = 6;
const LISTBOX = "people-options";

/** What can be chosen. `name` is inserted after the sign. @typedef {{id: string, name: string, kind: "person" | "all" | "room", note?: string}} Option */
/** `typed` is what stands before the caret, `moved` whether the arrows were used. @typedef {{options: Option[], at: number, typed: string, moved: boolean}} Shown */

/** @type {Shown} */
const NOTHING = { options: [], at: 0, typed: "", moved: false };

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

/** @param {{field: any, register: any, onPick: () => void, roomId: string}} props */
export function MentionSuggestions({ field, register, onPick, roomId }) {
  const [shown, setShown] = useState(NOTHING);
  useLayoutEffect(() => {
    const input = field.current;
    const look = () => setShown(lookAt(input, roomId));
    for (const name of ["input", "click", "blur"]) input.addEventListener(name, look);
    look();
    return () => {
      for (const name of ["input", "click", "blur"]) input.removeEventListener(name, look);
      describe(input, null);
    };
  }, [roomId, openRooms.value]);
  // This is set before the list is painted, because an Enter in between would send the unfinished name.
  useLayoutEffect(() => {
    describe(field.current, shown.options.length ? shown.at : null);
    register.onKey = (/** @type {KeyboardEvent} */ event) => onKey(event, shown, setShown, pick);
    return () => (register.onKey = () => false);
  }, [shown]);
  const pick = (/** @type {Option} */ option) => {
    complete(field.current, option);
    setShown(NOTHING);
    onPick();
  };
  if (shown.options.length === 0) return null;
  const label = shown.options[0].kind === "room" ? t("composer.rooms") : t("composer.people");
  return html`<ul class="options" role="listbox" id=${LISTBOX} aria-label=${label}>
    ${rowsOf(shown.options, (option) => option.id, (option, at) => html`<li id=${`${LISTBOX}-${at}`} role="option" aria-selected=${String(at === shown.at)}
        onPointerDown=${(/** @type {Event} */ event) => { event.preventDefault(); pick(option); }}>${h(Content, { option })}</li>`, (option) => option.name)}
  </ul>`;
}

/** @param {{option: Option}} props */
function Content({ option: { id, name, kind, note } }) {
  if (kind === "person") return html`${h(Avatar, { id, name, tiny: true })}<b dir="auto">${name}</b>`;
  if (kind === "room") return html`${h(Icon, { name: "hash" })}<b dir="auto">${name}</b>`;
  return html`${h(Icon, { name: "people" })}<b>@${name}</b><small>${note}</small>`;
}

/** @param {HTMLTextAreaElement} field @param {string} roomId @returns {Shown} */
function lookAt(field, roomId) {
  const found = document.activeElement === field ? findMention(field.value, field.selectionStart) : null;
  if (!found) return NOTHING;
  const { sign, typed } = found;
  if (sign === "#") return { options: matchingRooms(typed), at: 0, typed, moved: false };
  const people = candidates(typed, roomId).map(({ id, name }) => ({ id, name, kind: /** @type {const} */ ("person") }));
  return { options: [...people, ...words(typed, roomId)], at: 0, typed, moved: false };
}

/** Tells a screen reader which option is active. @param {HTMLElement} field @param {number | null} at */
function describe(field, at) {
  if (at === null) {
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) field?.removeAttribute(name);
    return;
  }
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", LISTBOX);
  field.setAttribute("aria-activedescendant", `${LISTBOX}-${at}`);
}

/** A name that is typed out is complete, even if a longer one begins with it. @param {Shown} shown */
const isComplete = ({ options, typed, moved }) => !moved && options.some(({ name }) => fold(name) === fold(typed.trim()));

/** @param {KeyboardEvent} event @param {Shown} shown @param {(next: Shown) => void} setShown @param {(option: Option) => void} pick */
function onKey(event, shown, setShown, pick) {
  const { options, at } = shown;
  if (options.length === 0) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) setShown({ ...shown, at: (at + step + options.length) % options.length, moved: true });
  // Enter sends what is complete.
  else if (event.key === "Enter" && isComplete(shown)) return false;
  else if (event.key === "Enter" || event.key === "Tab") pick(options[at]);
  else if (event.key === "Escape") setShown(NOTHING);
  else return false;
  event.preventDefault();
  return true;
}

/** @param {HTMLTextAreaElement} field @param {Option} option */
function complete(field, { name }) {
  const found = findMention(field.value, field.selectionStart);
  if (found) insert(field, `${found.sign}${name} `, found.from, field.selectionStart);
}
