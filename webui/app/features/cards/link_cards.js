/** The cards of the links in a message: a room or a message of this office, and pages of hosts that the owner allows. */

import { h, html, useEffect, useMemo, useState } from "../../html.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { rich, t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { clock, dayName } from "../../lib/time.js";
import { nameOf, titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { office, officeIdentity } from "../../store/session.js";
import { heldMessage } from "../../store/timelines.js";
import { Avatar, Icon, RoomMark } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { linkedMessage, pageCards } from "./asked.js";
import { officeLinks } from "./office_links.js";

void loadStyleSheet("features/cards");

/** @param {{message: any}} props */
export function LinkCards({ message }) {
  const { addresses } = officeIdentity.value;
  const links = useMemo(() => officeLinks(message.body, [location.origin, ...addresses]), [message.body, addresses]);
  return html`${links.map(({ room, message: id }) => (id ? h(MessageCard, { key: id, room, id, on: message.id }) : h(RoomCard, { key: room, id: room })))}
    ${office.value.cards && h(Pages, { message })}`;
}

/** A room that the reader is not in shows nothing. @param {{id: string}} props */
function RoomCard({ id }) {
  const room = rooms.value.get(id);
  if (!room) return null;
  return html`<a class="link-card" href=${`/r/${id}`}>
    <span class="card-mark">${h(RoomMark, { room })}</span>
    <b dir="auto">${titleOf(room)}</b>
    <span class="card-words" dir="auto">${[room.kind !== "direct" && room.member_count ? t("card.members", { n: room.member_count }) : "", room.topic].filter(Boolean).join(" · ")}</span>
  </a>`;
}

/** A message that the reader may not see, one that is gone, and a link to the message itself show nothing. @param {{room: string, id: string, on: string}} props */
function MessageCard({ room: roomId, id, on }) {
  const [fetched, setFetched] = useState(/** @type {any} */ (null));
  const message = heldMessage(id) ?? fetched;
  useEffect(() => {
    let isWanted = true;
    if (!heldMessage(id)) void linkedMessage(id).then((found) => isWanted && setFetched(found));
    return () => {
      isWanted = false;
    };
  }, [id]);
  const room = rooms.value.get(roomId);
  if (!room || !message || message.deleted || message.room_id !== roomId || id === on) return null;
  const name = nameOf(message.sender_id);
  const when = `${dayName(message.created_at)} ${clock(message.created_at)}`;
  return html`<a class="link-card" href=${`/r/${roomId}/${id}`}>
    ${h(Avatar, { id: message.sender_id, name })}
    <span class="card-from">${rich("card.place", { name: html`<b dir="auto">${name}</b>` }, { room: isolated(titleOf(room)), when })}</span>
    <span class="card-words" dir="auto">${previewOf(message)}</span>
  </a>`;
}

/** @param {{message: any}} props */
function Pages({ message }) {
  const [cards, setCards] = useState(/** @type {import("./asked.js").PageCard[]} */ ([]));
  useEffect(() => {
    let isWanted = true;
    void pageCards(message).then((found) => isWanted && setCards(found));
    return () => {
      isWanted = false;
    };
  }, [message.id, message.body]);
  return cards.map((card) => h(PageCard, { key: card.url, card }));
}

/** @param {{card: import("./asked.js").PageCard}} props */
const PageCard = ({ card: { url, title, description } }) => html`<a class="link-card page-card" href=${url} target="_blank" rel="noopener noreferrer">
  <span class="card-from">${h(Icon, { name: "link", small: true })}<bdi dir="ltr">${new URL(url).host}</bdi></span>
  <b dir="auto">${title}</b>
  ${description && html`<span class="card-words" dir="auto">${description}</span>`}
</a>`;
