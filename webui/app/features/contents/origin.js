/** Where a forwarded message comes from. Those who may read it there get a link to it. */

import { h, html } from "../../html.js";
import { rich } from "../../lib/i18n.js";
import { briefWhen } from "../../lib/time.js";
import { nameOf, titleOf, users } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { Icon } from "../../ui/parts.js";

/** @param {{origin: any}} props */
export function Origin({ origin }) {
  const room = rooms.value.get(origin.room_id);
  const name = users.value.has(origin.sender_id) ? nameOf(origin.sender_id) : origin.sender_name;
  const place = room && room.kind !== "direct" ? titleOf(room) : origin.room_name;
  const source = room ? html`<a href=${`/r/${origin.room_id}/${origin.message_id}`}><bdi>${place ?? name}</bdi></a>` : html`<bdi>${place ?? name}</bdi>`;
  return html`<p class="origin">${h(Icon, { name: "forward", turns: true, small: true })}<span>${rich("forward.from", { source })}
    ${place && html`${" · "}<bdi>${name}</bdi>`}${" · "}${briefWhen(origin.sent_at)}</span></p>`;
}
