/** What stands where a room begins; in an office of one, how to bring the others in. */

import { h, html } from "../html.js";
import { t } from "../lib/i18n.js";
import { everyone, nameOf, otherOf, titleOf } from "../store/people.js";
import { rooms } from "../store/rooms.js";
import { Heading } from "../ui/parts.js";
import { Invite } from "./invite.js";

/** @param {{id: string}} props */
export function Intro({ id }) {
  const room = rooms.value.get(id);
  if (!room) return null;
  if (room.home && everyone.value.length < 2) return html`<section class="intro invite-card" aria-labelledby="intro-title">${h(Heading, { level: 2, id: "intro-title" }, t("intro.welcome"))}${h(Invite, null)}</section>`;
  return html`<section class="intro" aria-label=${t("intro.label")}><p>${sentence(room)}</p></section>`;
}

/** @param {any} room */
function sentence(room) {
  const other = otherOf(room);
  if (other) return t("intro.direct", { name: nameOf(other) });
  if (room.kind === "direct" && room.user_ids.length <= 1) return t("intro.notes");
  return t("intro.room", { room: titleOf(room) });
}
