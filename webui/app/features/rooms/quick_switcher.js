/** The quick switcher (Ctrl+K): goes to any room or person in a few keys. Unread rooms come first, then those with the newest messages. */

import { computed, h, html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { fitText } from "../../lib/name_match.js";
import { nameKey, plain } from "../../lib/text.js";
import { everyone, otherOf, titleOf } from "../../store/people.js";
import { badge, lastTime, rooms } from "../../store/rooms.js";
import { navigate } from "../../store/route.js";
import { myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Count, Guard, Icon, PlainRow, PresenceAvatar, RoomMark } from "../../ui/parts.js";

const SHOWN = 12;

/** `text` is the name in the form in which it is matched. @typedef {{key: string, name: string, text: string, room: any, user: any, rank: number, when: string}} Place */

/** All rooms and people, in the order for equal matches. They are sorted once and not for each key. */
const places = computed(() => {
  const all = [...rooms.value.values()].filter((room) => !room.archived);
  const known = new Set(all.map((room) => (room.kind === "direct" ? otherOf(room) : null)));
  const others = everyone.value.filter((user) => user.id !== myId.value && !known.has(user.id));
  return [...all.map(placeOfRoom), ...others.map(placeOfUser)].sort(inOrder);
});

/** @param {any} room @returns {Place} */
function placeOfRoom(room) {
  const name = titleOf(room);
  const text = room.kind === "direct" ? plain(name) : nameKey(room);
  return { key: room.id, name, text, room, user: null, rank: badge(room).count > 0 ? 0 : 1, when: lastTime(room) };
}

/** @param {any} user @returns {Place} */
const placeOfUser = (user) => ({ key: user.id, name: user.name, text: nameKey(user), room: null, user, rank: 2, when: "" });

/** @param {Place} a @param {Place} b */
function inOrder(a, b) {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.when !== b.when) return a.when < b.when ? 1 : -1;
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}

/** @param {string} typed */
function matches(typed) {
  const wanted = plain(typed.trim());
  /** @type {Place[][]} */
  const fits = [[], [], [], []];
  for (const place of places.value) fits[fitText(place.text, wanted) ?? fits.length]?.push(place);
  return fits.flat().slice(0, SHOWN);
}

export function QuickSwitcher() {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const field = useRef(/** @type {any} */ (null));
  useEffect(() => field.current.focus(), []);
  const found = matches(typed);
  const key = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) setAt((at + step + found.length) % found.length);
    else if (event.key === "Enter" && found[at]) go(found[at]);
    else return;
    event.preventDefault();
  };
  const type = (/** @type {any} */ event) => {
    setTyped(event.currentTarget.value);
    setAt(0);
  };
  return html`<${Dialog} title=${t("switcher.title")} kind="switcher" bare light>
    <label class="search">${h(Icon, { name: "search" })}<span class="hidden">${t("switcher.title")}</span>
      <input ref=${field} type="text" role="combobox" aria-expanded="true" aria-controls="places" aria-autocomplete="list" autocomplete="off" spellcheck=${false}
        aria-activedescendant=${found[at] ? `place-${at}` : undefined} placeholder=${t("sidebar.jump")} onInput=${type} onKeyDown=${key} /></label>
    <ul class="options" role="listbox" id="places" aria-label=${t("switcher.places")}>
      ${found.map((place, index) => h(Guard, { key: place.key, of: Option, plain: PlainRow, words: place.name, place, index, isAt: index === at }))}
    </ul>
    ${found.length === 0 && html`<p class="nobody" role="status">${t("switcher.none", { typed: typed.trim() })}</p>`}
  <//>`;
}

/** @param {Place} place */
function go({ room, user }) {
  if (room) navigate(`/r/${room.id}`);
  else void syncLayer().then((on) => on.openDirect([user.id]));
}

/** @param {{place: Place, index: number, isAt: boolean}} props */
function Option({ place, index, isAt }) {
  const place_ = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (isAt) place_.current.scrollIntoView({ block: "nearest" });
  }, [isAt]);
  const { room, user, name } = place;
  return html`<li ref=${place_} id=${`place-${index}`} role="option" aria-selected=${String(isAt)} onClick=${() => go(place)}>
    ${room ? h(RoomMark, { room }) : h(PresenceAvatar, { id: user.id, name, tiny: true })}<b dir="auto">${name}</b>${room && h(Count, badge(room))}
  </li>`;
}
