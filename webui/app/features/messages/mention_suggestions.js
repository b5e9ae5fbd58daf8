/** The list of people above the composer while an @name is typed. The field keeps the focus. */

import { h, html, useLayoutEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/insert_text.js";
import { findMention } from "../../lib/mention.js";
import { hasWord, nameKey, plain } from "../../lib/text.js";
import { everyone, members } from "../../store/people.js";
import { myId } from "../../store/session.js";
import { Avatar, rowsOf } from "../../ui/parts.js";

const SHOWN = 6;
const LISTBOX = "people-options";

/** Returns the people who match: members of the room first, and among these, names that begin so before names with a later word that does. @param {string} typed @param {string} roomId */
export function candidates(typed, roomId) {
  const wanted = plain(typed);
  const here = members.peek().get(roomId);
  const rank = (/** @type {any} */ user) => (here?.has(user.id) ? 0 : 2) + (nameKey(user).startsWith(wanted) ? 0 : 1);
  const fits = everyone.peek().filter((user) => user.id !== myId.peek() && hasWord(nameKey(user), wanted));
  return fits.sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
}

/** @param {{field: any, register: any, onPick: () => void, roomId: string}} props */
export function MentionSuggestions({ field, register, onPick, roomId }) {
  const [shown, setShown] = useState({ people: /** @type {any[]} */ ([]), at: 0 });
  useLayoutEffect(() => {
    const input = field.current;
    const look = () => setShown({ people: peopleFor(input, roomId), at: 0 });
    for (const name of ["input", "click", "blur"]) input.addEventListener(name, look);
    look();
    return () => {
      for (const name of ["input", "click", "blur"]) input.removeEventListener(name, look);
      describe(input, null);
    };
  }, [roomId]);
  // This is set before the list is painted, because an Enter in between would send the unfinished name.
  useLayoutEffect(() => {
    describe(field.current, shown.people.length ? shown.at : null);
    register.onKey = (/** @type {KeyboardEvent} */ event) => onKey(event, shown, setShown, pick);
    return () => (register.onKey = () => false);
  }, [shown]);
  const pick = (/** @type {any} */ user) => {
    complete(field.current, user);
    setShown({ people: [], at: 0 });
    onPick();
  };
  if (shown.people.length === 0) return null;
  return html`<ul class="options" role="listbox" id=${LISTBOX} aria-label=${t("composer.people")}>
    ${rowsOf(shown.people, (user) => user.id, (user, at) => html`<li id=${`${LISTBOX}-${at}`} role="option" aria-selected=${String(at === shown.at)}
        onPointerDown=${(/** @type {Event} */ event) => { event.preventDefault(); pick(user); }}>
      ${h(Avatar, { id: user.id, name: user.name, tiny: true })}<b dir="auto">${user.name}</b></li>`, (user) => user.name)}
  </ul>`;
}

/** @param {HTMLTextAreaElement} field @param {string} roomId */
function peopleFor(field, roomId) {
  if (document.activeElement !== field) return [];
  const found = findMention(field.value, field.selectionStart);
  return found ? candidates(found.typed, roomId) : [];
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

/** @param {KeyboardEvent} event @param {{people: any[], at: number}} shown @param {(next: any) => void} setShown @param {(user: any) => void} pick */
function onKey(event, { people, at }, setShown, pick) {
  if (people.length === 0) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) setShown({ people, at: (at + step + people.length) % people.length });
  else if (event.key === "Enter" || event.key === "Tab") pick(people[at]);
  else if (event.key === "Escape") setShown({ people: [], at: 0 });
  else return false;
  event.preventDefault();
  return true;
}

/** @param {HTMLTextAreaElement} field @param {any} user */
function complete(field, user) {
  const found = findMention(field.value, field.selectionStart);
  if (found) insert(field, `@${user.name} `, found.from, field.selectionStart);
}
