/** The page for a room that does not exist or of which this person is not a member. */

import { h, html, useEffect } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { openRooms, wantOpenRooms } from "../../store/rooms.js";
import { goToList, openOverlay, route } from "../../store/route.js";
import { syncLayer } from "../../store/sync_layer.js";
import { phone } from "../../store/viewport.js";
import { Heading, IconButton } from "../../ui/parts.js";
import { BrowseRooms } from "./browse_rooms.js";

export function RoomNotFound() {
  const isMissing = route.value.room !== null;
  const open = openRooms.value.find((room) => room.id === route.value.room);
  useEffect(() => {
    if (isMissing) wantOpenRooms();
  }, [isMissing]);
  return html`
    <header class="bar">${phone.value && h(IconButton, { class: "back", icon: "back", turns: true, label: t("room.back"), onClick: goToList })}</header>
    ${open ? h(JoinRoom, { room: open }) : html`<main class="empty" id="messages">
      ${h(Heading, { level: 1 }, isMissing ? t("noroom.title") : t("noroom.choose"))}
      <p>${isMissing ? t("noroom.text") : t("noroom.choose_text")}</p>
      <button type="button" class="button" onClick=${() => openOverlay(BrowseRooms)}>${t("sidebar.browse")}</button>
    </main>`}`;
}

/** The room is open: a link led here. @param {{room: any}} props */
const JoinRoom = ({ room }) => html`<main class="empty" id="messages">
  ${h(Heading, { level: 1 }, html`<bdi>${room.name}</bdi>`)}
  <p>${t("noroom.join_text")}</p>
  <button type="button" class="button primary" onClick=${() => syncLayer().then((on) => on.joinRoom(room.id))}>${t("browse.join_room", { room: room.name })}</button>
</main>`;
