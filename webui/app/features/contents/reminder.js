/** A reminder in the notes to self: what it is about, and where that was written. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { nameOf } from "../../store/people.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Icon } from "../../ui/parts.js";

/** @param {{message: any, children?: any}} props */
export function Reminder({ message, children }) {
  const { message_id: id, room_id: roomId } = message.content.reminder;
  return html`<div class="reminder"><p class="reminder-head">${h(Icon, { name: "bell", small: true })}${t("later.reminder")}</p>
    ${children}${id && h(Origin, { id, roomId })}</div>`;
}

/** @param {{id: string, roomId: string}} props */
function Origin({ id, roomId }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  useEffect(() => void syncLayer().then((on) => on.messageById(id)).then(setFound), [id]);
  return html`<a class="quote" href=${`/r/${roomId}/${id}`}><b dir="auto">${found ? nameOf(found.sender_id) : t("message.original")}</b>
    <span dir="auto">${found && !found.deleted ? previewOf(found) : "…"}</span></a>`;
}
