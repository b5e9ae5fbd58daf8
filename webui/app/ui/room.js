/** One room: its header, its messages and the composer. */

import { h, html, useEffect } from "../html.js";
import { format } from "../lib/formatting/format.js";
import { t } from "../lib/i18n.js";
import { statusOf } from "../lib/people/availability.js";
import { everyone, isNotes, isOnline, isPresenceUnsure, members, nameOf, online, otherOf, presenceOf, showing, titleOf, users } from "../store/people.js";
import { openSearch } from "../store/own_data.js";
import { badgeOfAll, rooms } from "../store/rooms.js";
import { goToList, pageHistory, route } from "../store/route.js";
import { myId } from "../store/session.js";
import { Composer } from "./composer.js";
import { closeBeside, sidePanel } from "../store/side_panel.js";
import { phone } from "../store/viewport.js";
import { openDetails } from "./open_details.js";
import { Avatar, channelIcon, channelLabel, Count, Guard, Heading, Icon, IconButton, presenceLabel, RenderError, RoomMark, statusWords } from "./parts.js";
import { Timeline } from "./timeline.js";

/** Whether the details of a room stand beside it. @param {string} id */
const areDetailsOpen = (id) => sidePanel.value?.props.details === id;

/** What a button does that shows the details: as a sheet on a phone, else beside the room, which stays in use; pressed again, it closes them. @param {string} id */
function detailsButton(id) {
  if (phone.value) return { "aria-haspopup": "dialog", onClick: () => openDetails(id) };
  const isOpen = areDetailsOpen(id);
  return { "aria-expanded": String(isOpen), onClick: isOpen ? closeBeside : () => openDetails(id) };
}

/** How many avatars the header of a wide room shows. */
const STACKED = 3;

/** @param {{id: string}} props */
export function Room({ id }) {
  const { home, kind, topic, archived, line } = rooms.value.get(id);
  const title = titleOf(rooms.value.get(id));
  return html`
    ${h(Head, { id, kind, topic: archived ? t("room.archived") : topic, title })}
    ${line && h(PinnedLine, { line })}
    ${h(Guard, { of: Timeline, plain: RenderError, id, title, home })}
    ${h(Composer, { id, title })}
  `;
}

/** The line that members have pinned on top of the room: a door code, a rota. @param {{line: string}} props */
const PinnedLine = ({ line }) => html`<div class="pinned-line" role="note" aria-label=${t("room.line")}>${h(Icon, { name: "pin", small: true })}<span dir="auto">${format(line, [], null)}</span></div>`;

/** @param {{id: string, kind: string, topic: string, title: string}} props */
function Head({ id, kind, topic, title }) {
  return html`<header class="bar">
    ${phone.value && h(Back, { id })}
    <span class="room-mark" aria-hidden="true">${h(RoomMark, { room: rooms.value.get(id) })}</span>
    <div class="title">
      ${h(Heading, { level: 1 }, html`<button type="button" class="title-button" ...${detailsButton(id)}><bdi>${title}</bdi></button>`)}
      <p>${phone.value && h(Icon, { name: channelIcon(), small: true, label: channelLabel() })}${h(Presence, { id })}${kind !== "direct" && topic && html`<span class="wide"> · <bdi>${topic}</bdi></span>`}</p>
    </div>
    ${kind !== "direct" && h(Stack, { id })}
    ${h(IconButton, { icon: "search", label: t("room.search"), onClick: () => openSearch(id) })}
    ${h(IconButton, { icon: "more", label: t("room.details"), ...detailsButton(id) })}
  </header>`;
}

/** @param {{id: string}} props */
function Back({ id }) {
  const { count, forMe } = badgeOfAll([...rooms.value.values()].filter((room) => room.id !== id));
  // An entry of the history is not a signal, but a new place is.
  const isFound = route.value && pageHistory.state?.results;
  const label = isFound ? t("room.back_results") : count > 0 ? t("room.back_unread", { n: count }) : t("room.back");
  return html`<div class="back">
    ${h(IconButton, { icon: "back", turns: true, label, onClick: goToList })}
    <span aria-hidden="true">${h(Count, { count, forMe })}</span>
  </div>`;
}

/** Says who is here, in a word or two. @param {{id: string}} props */
function Presence({ id }) {
  const room = rooms.value.get(id);
  const other = otherOf(room);
  useEffect(() => (other ? showing(other) : undefined), [other]);
  if (other) return h(OfPerson, { id: other });
  if (isNotes(room)) return t("room.notes_hint");
  if (room.home && online.value !== null && isPresenceUnsure()) return t("room.here", { n: online.value });
  const here = [...peopleIn(room)].filter(isOnline).length;
  return t("room.here", { n: Math.max(here, 1) });
}

/** The presence of the other person, and their status. @param {{id: string}} props */
function OfPerson({ id }) {
  const status = statusOf(users.value.get(id));
  return html`${presenceLabel(presenceOf(id).value)}${status && html` · <bdi>${status.emoji} ${statusWords(status)}</bdi>`}`;
}

/** The members as far as they are known. Everyone is in the first room. @param {any} room */
function peopleIn(room) {
  const known = members.value.get(room.id)?.keys();
  return known ?? room.user_ids ?? (room.home ? everyone.value.map((user) => user.id) : []);
}

/** @param {{id: string}} props */
function Stack({ id }) {
  const room = rooms.value.get(id);
  const others = [...peopleIn(room)].filter((person) => person !== myId.value);
  const shown = [...others.filter(isOnline), ...others.filter((person) => !isOnline(person))].slice(0, STACKED);
  return html`<div class="stack" aria-hidden="true">
    ${shown.map((person) => h(Avatar, { key: person, id: person, name: nameOf(person) }))}
  </div>`;
}
