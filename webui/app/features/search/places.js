/** Finds rooms, people and commands by their names. Unread rooms come first, then those with the newest messages. */

import { fitText } from "../../lib/name_match.js";
import { nameKey, plain } from "../../lib/text.js";
import { everyone, otherOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { navigate, pageHistory } from "../../store/route.js";
import { closeBeside } from "../../store/side_panel.js";
import { syncLayer } from "../../store/sync_layer.js";
import { LOOSE, placeOfRoom, places, placesFor } from "../rooms/places.js";
import { commandsFor } from "./commands.js";

/** How many rooms and people are shown; so many of them where letters of the name are left out; and how many commands. */
const SHOWN = 12;
const SHOWN_LOOSE = 5;
const SHOWN_COMMANDS = 3;

/** Returns the rooms and people, and the commands, that match what is typed. @param {string} wanted as `plain` writes it @param {number} [most] */
export function matches(wanted, most = SHOWN) {
  const fits = placesFor(wanted);
  const close = fits.slice(0, LOOSE).flat().slice(0, most);
  const loose = fits[LOOSE].slice(0, Math.max(0, SHOWN_LOOSE - close.length));
  return { places: [...close, ...loose], commands: commandsFor(wanted).slice(0, SHOWN_COMMANDS) };
}

/** Goes to a room, or to the conversation with a person. On a phone Back skips the search then. @param {import("../rooms/places.js").Place} place */
export function goTo({ room, user }) {
  const isPage = Boolean(pageHistory.state?.beside);
  if (room) return navigate(`/r/${room.id}`, { replace: isPage });
  if (isPage) closeBeside();
  void syncLayer().then((on) => on.openDirect([user.id]));
}

/** How many names are offered after a filter. */
const OFFERED = 8;

/** @param {string} name @param {string} wanted */
const fits = (name, wanted) => (fitText(name, wanted) ?? LOOSE) < LOOSE;

/** Returns people by name, for "from:". @param {string} typed @returns {{id: string, name: string}[]} */
export function peopleFor(typed) {
  const wanted = plain(typed.trim());
  return [...everyone.peek()].filter((user) => fits(nameKey(user), wanted)).slice(0, OFFERED);
}

/** Returns rooms and conversations by name, for "in:". An archived room has messages, too. @param {string} typed @returns {{id: string, name: string, isPerson?: boolean}[]} */
export function roomsFor(typed) {
  const wanted = plain(typed.trim());
  const archived = [...rooms.peek().values()].filter((room) => room.archived).map(placeOfRoom);
  const found = [...places.peek().filter(({ room }) => isNamed(room)), ...archived].filter(({ text }) => fits(text, wanted));
  return found.slice(0, OFFERED).map(({ room, name }) => (room.kind === "direct" ? { id: /** @type {string} */ (otherOf(room)), name, isPerson: true } : { id: room.id, name }));
}

/** Whether a query can name a room: it has a name, or is a conversation with one person. @param {any} room */
const isNamed = (room) => room !== null && (room.kind !== "direct" || otherOf(room) !== null);
