/** The page for a room that does not exist or of which this person is not a member. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { goToList, openOverlay, route } from "../../store/route.js";
import { phone } from "../../store/viewport.js";
import { Heading, IconButton } from "../../ui/parts.js";
import { BrowseRooms } from "./browse_rooms.js";

export function RoomNotFound() {
  const isMissing = route.value.room !== null;
  return html`
    <header class="bar">${phone.value && h(IconButton, { class: "back", icon: "back", turns: true, label: t("room.back"), onClick: goToList })}</header>
    <main class="empty" id="messages">
      ${h(Heading, { level: 1 }, isMissing ? t("noroom.title") : t("noroom.choose"))}
      <p>${isMissing ? t("noroom.text") : t("noroom.choose_text")}</p>
      <button type="button" class="button" onClick=${() => openOverlay(BrowseRooms)}>${t("sidebar.browse")}</button>
    </main>`;
}
