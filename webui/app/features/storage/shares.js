/** Rooms and people by the bytes of their files. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { nameOf, titleOf } from "../../store/people.js";
import { rooms as known } from "../../store/rooms.js";
import { Avatar } from "../../ui/parts.js";
import { sizeText } from "../files/names.js";

/** The name of a room that this person is in, else the one that the host has told. @param {string} id @param {string} [told] @returns {string} */
export function roomTitle(id, told = "") {
  const room = known.value.get(id);
  return room ? titleOf(room) : told;
}

/** @param {{rooms: any[]}} props */
export function RoomShares({ rooms }) {
  if (rooms.length === 0) return null;
  const most = Math.max(...rooms.map((one) => one.bytes));
  return html`<section><h3>${t("storage.rooms")}</h3><ul class="storage-shares">
    ${rooms.map((one) => h(Share, { key: one.room_id ?? "", name: one.room_id ? roomTitle(one.room_id, one.name) : t("storage.private_rooms"), share: one, most }))}
  </ul></section>`;
}

/** @param {{people: any[]}} props */
export function PeopleShares({ people }) {
  if (people.length === 0) return null;
  const most = Math.max(...people.map((one) => one.bytes));
  return html`<section><h3>${t("storage.people")}</h3><ul class="storage-shares">
    ${people.map((one) => h(Share, { key: one.user_id, id: one.user_id, name: nameOf(one.user_id), share: one, most }))}
  </ul></section>`;
}

/** @param {{name: string, share: {files: number, bytes: number}, most: number, id?: string}} props */
const Share = ({ id, name, share, most }) => html`<li>
  <p>${id && h(Avatar, { id, name, tiny: true })}<bdi>${name}</bdi><span dir="auto">${t("storage.count", { n: share.files })} · ${sizeText(share.bytes)}</span></p>
  <div class="gauge" aria-hidden="true"><i style=${`inline-size:${(share.bytes / Math.max(1, most)) * 100}%`}></i></div>
</li>`;
