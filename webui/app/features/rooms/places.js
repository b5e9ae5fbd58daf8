/** The places that one can go to by their names: rooms, and people without a conversation with me. Unread rooms come first, then those with the newest messages. */

import { computed } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { fitText } from "../../lib/name_match.js";
import { nameKey, plain } from "../../lib/text.js";
import { everyone, isNotes, otherOf, titleOf } from "../../store/people.js";
import { badge, lastTime, rooms } from "../../store/rooms.js";
import { me, myId } from "../../store/session.js";

/** The rank of a name of which letters were left out (lib/name_match.js). */
export const LOOSE = 3;

/** `text` is the name in the form in which it is matched, `also` has other names, of which no letters may be left out. @typedef {{key: string, name: string, text: string, also: string, room: any, user: any, rank: number, when: string}} Place */

/** All rooms and people, in the order for equal matches. They are sorted once and not for each key. */
export const places = computed(() => {
  const all = [...rooms.value.values()].filter((room) => !room.archived);
  const known = new Set(all.map((room) => (room.kind === "direct" ? otherOf(room) : null)));
  const others = everyone.value.filter((user) => user.id !== myId.value && !known.has(user.id));
  const own = all.some(isNotes) || me.value.read_only ? [] : [{ ...placeOfUser(me.value), name: t("room.notes"), text: plain(t("room.notes")), also: ownNames() }];
  return [...all.map(placeOfRoom), ...own, ...others.map(placeOfUser)].sort(inOrder);
});

/** @param {any} room @returns {Place} */
export function placeOfRoom(room) {
  const name = titleOf(room);
  const text = room.kind === "direct" ? plain(name) : nameKey(room);
  return { key: room.id, name, text, also: isNotes(room) ? ownNames() : "", room, user: null, rank: badge(room).count > 0 ? 0 : 1, when: lastTime(room) };
}

/** My own place is found by my name, too, and by what other programs call it. */
const ownNames = () => plain(`${me.value.name} ${t("room.notes_words")}`);

/** @param {any} user @returns {Place} */
const placeOfUser = (user) => ({ key: user.id, name: user.name, text: nameKey(user), also: "", room: null, user, rank: 2, when: "" });

/** @param {Place} a @param {Place} b */
function inOrder(a, b) {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.when !== b.when) return a.when < b.when ? 1 : -1;
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}

/** Returns the places whose names fit what is typed, a list for each rank, the closest first. @param {string} wanted as `plain` writes it */
export function placesFor(wanted) {
  /** @type {Place[][]} */
  const fits = [[], [], [], []];
  for (const place of places.value) fits[fitOf(place, wanted)]?.push(place);
  return fits;
}

/** @param {Place} place @param {string} wanted @returns {number} LOOSE + 1: no match */
function fitOf({ text, also }, wanted) {
  const byName = fitText(text, wanted) ?? LOOSE + 1;
  const byOther = also ? (fitText(also, wanted) ?? LOOSE) : LOOSE;
  return byOther < LOOSE ? Math.min(byName, byOther) : byName;
}
