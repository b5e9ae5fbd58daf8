/** The dialog that forwards a message to a room or a person, with a comment. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { plain } from "../../lib/text.js";
import { post } from "../../net/api.js";
import { enqueue } from "../../store/pending.js";
import { closeOverlay, navigate } from "../../store/route.js";
import { putRoom } from "../../store/rooms.js";
import { toast } from "../../store/toasts.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { PlaceMark } from "../rooms/place_mark.js";
import { placesFor } from "../rooms/places.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/contents");

/** How many places are shown; typing finds the others. */
const SHOWN = 40;

/** @typedef {import("../rooms/places.js").Place} Place */

/** @param {{message: any}} props */
export function ForwardDialog({ message }) {
  const [typed, setTyped] = useState("");
  const [comment, setComment] = useState("");
  const found = placesFor(plain(typed.trim())).flat().slice(0, SHOWN);
  const send = async (/** @type {Place} */ { room, user }) => {
    try {
      const target = room ?? (await post("/api/direct", { user_ids: [user.id] })).room;
      if (!room) putRoom(target);
      if (comment.trim()) enqueue(target.id, comment.trim(), null);
      enqueue(target.id, message.body, null, { forwarded: { message_id: message.id } });
      await closeOverlay();
      toast(t("forward.done"), { label: t("forward.show"), act: () => navigate(`/r/${target.id}`) });
    } catch (problem) {
      toast(/** @type {any} */ (problem).message);
    }
  };
  return html`<${Dialog} title=${t("forward.title")} kind="sheet tall">
    <div class="entry"><label for="forward-comment">${t("forward.comment")}</label>
      <textarea id="forward-comment" rows="2" dir="auto" value=${comment} onInput=${(/** @type {any} */ event) => setComment(event.currentTarget.value)}></textarea></div>
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${t("forward.find")}</span>
      <input type="search" placeholder=${t("forward.find")} autocomplete="off" value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} /></label>
    <ul class="choices" aria-label=${t("forward.to")}>${rowsOf(found, (place) => place.key, (place) => h(Target, { place, onChoose: send }), (place) => place.name)}</ul>
  <//>`;
}

/** @param {{place: Place, onChoose: (place: Place) => void}} props */
const Target = ({ place, onChoose }) => html`<li><button type="button" class="choice" onClick=${() => onChoose(place)}>
  ${h(PlaceMark, { place })}
  <span class="name"><bdi>${place.name}</bdi></span></button></li>`;
