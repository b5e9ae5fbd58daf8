/** The open rooms of which this person is not a member yet. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { byNameKey, nameKey, plain } from "../../lib/text.js";
import { brief } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { rooms } from "../../store/rooms.js";
import { openOverlay } from "../../store/route.js";
import { me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { DeleteRoom } from "./room_state.js";

export function BrowseRooms() {
  const [found, setFound] = useState(/** @type {{rooms?: any[], problem?: string}} */ ({}));
  const [typed, setTyped] = useState("");
  useEffect(() => {
    get("/api/rooms/open").then(setFound, (error) => setFound({ problem: error.message }));
  }, []);
  const fits = (found.rooms ?? []).filter((room) => !rooms.value.has(room.id) && nameKey(room).includes(plain(typed)));
  return html`<${Dialog} title=${t("browse.title")} kind="sheet tall">
    ${found.problem && html`<p class="wrong" role="alert">${found.problem}</p>`}
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${t("browse.find")}</span>
      <input type="search" placeholder=${t("browse.find")} autocomplete="off" onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} /></label>
    <ul class="choices">
      ${rowsOf(fits, (room) => room.id, (room) => h(OpenRoom, { room }), (room) => room.name)}
      ${found.rooms && fits.length === 0 && html`<li class="nobody">${typed ? t("browse.none_found") : t("browse.none")}</li>`}
    </ul>
    ${h(Archived, null)}
    ${me.value.role === "owner" && h(LeftRooms, null)}
  <//>`;
}

/** The archived rooms of this person. They stand in no other list. */
function Archived() {
  const found = [...rooms.value.values()].filter((room) => room.archived).sort(byNameKey);
  if (found.length === 0) return null;
  return html`<details class="archived"><summary>${t("browse.archived", { n: found.length })}</summary><ul class="choices">
    ${rowsOf(found, (room) => room.id, (room) => html`<li class="choice">${h(Icon, { name: "archive" })}<a class="name" href=${`/r/${room.id}`}><bdi>${room.name}</bdi></a></li>`, (room) => room.name)}
  </ul></details>`;
}

/** The archived rooms that everybody has left. Only the owner finds them, and can delete them. */
function LeftRooms() {
  const [found, setFound] = useState(/** @type {any[]} */ ([]));
  useEffect(() => {
    // Without an answer the open rooms tell why.
    get("/api/rooms/left").then((answer) => setFound(answer.rooms), () => null);
  }, []);
  const drop = (/** @type {string} */ id) => setFound((now) => now.filter((room) => room.id !== id));
  if (found.length === 0) return null;
  return html`<details class="archived"><summary>${t("browse.left", { n: found.length })}</summary><ul class="choices">
    ${rowsOf(found, (room) => room.id, (room) => h(LeftRoom, { room, onDone: () => drop(room.id) }), (room) => room.name)}
  </ul></details>`;
}

/** @param {{room: any, onDone: () => void}} props */
const LeftRoom = ({ room, onDone }) => html`<li class="choice">
  ${h(Icon, { name: "archive" })}<span class="name"><bdi>${room.name}</bdi><small>${t("browse.archived_at", { date: brief(room.archived_at) })}</small></span>
  <button type="button" class="button small" aria-label=${t("browse.delete_room", { room: room.name })} onClick=${() => openOverlay(DeleteRoom, { room: { ...room, archived: true }, onDone })}>${t("action.delete")}</button>
</li>`;

/** @param {{room: any}} props */
const OpenRoom = ({ room }) => html`<li class="choice">
  ${h(Icon, { name: "hash" })}<span class="name"><bdi>${room.name}</bdi><small>${t("browse.members", { n: room.member_count })}${room.topic && html` · <bdi>${room.topic}</bdi>`}</small></span>
  <button type="button" class="button small" aria-label=${t("browse.join_room", { room: room.name })} onClick=${() => syncLayer().then((on) => on.joinRoom(room.id))}>${t("browse.join")}</button>
</li>`;
