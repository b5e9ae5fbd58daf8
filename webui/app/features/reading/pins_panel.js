/** The pinned messages of a room, beside the room. */

import { h, html, useEffect } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { moment, shortWhen } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { onMessage } from "../../store/message_listeners.js";
import { nameOf, titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { IconButton, rowsOf } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useLoaded } from "../shared/use_loaded.js";
import { FoundMessage } from "./found_message.js";
import { setPinned } from "./pin.js";

void loadStyleSheet("reading");

/** @param {{id: string}} props id: of the room */
export function PinsPanel({ id }) {
  const { found: messages, error } = usePins(id);
  const room = rooms.value.get(id);
  return html`<${PanelFrame} title=${t("pins.title")} note=${room && t("thread.in", { room: titleOf(room) })}>
    ${error && html`<p class="wrong" role="alert">${error.message}</p>`}
    ${messages?.length === 0 && html`<p class="note none">${t("pins.none")}</p>`}
    <ul class="found">${messages && rowsOf(messages, (message) => message.id, (message) => h(Pinned, { message }), (message) => message.body)}</ul>
  <//>`;
}

/** Loads the list. A pin that is set or taken away meanwhile comes with its message. @param {string} id */
function usePins(id) {
  const pins = useLoaded(() => get(`/api/rooms/${id}/pins`).then((answer) => /** @type {any[]} */ (answer.messages)), [id]);
  useEffect(() => onMessage((message) => message.room_id === id && pins.change((messages) => withPin(messages, message))), [id]);
  return pins;
}

/** @param {any[]} messages @param {any} message */
function withPin(messages, message) {
  const others = messages.filter((one) => one.id !== message.id);
  if (message.pinned) return [...others, message].sort((one, other) => (one.pinned.at < other.pinned.at ? 1 : -1));
  return others.length < messages.length ? others : messages;
}

/** @param {{message: any}} props */
function Pinned({ message }) {
  const show = () => syncLayer().then((on) => on.showMessage(message.room_id, message.id));
  return html`<li>${h(FoundMessage, {
    message, title: html`<b class="alone"><bdi>${nameOf(message.sender_id)}</bdi></b>`, at: message.created_at, onOpen: show,
    note: html`<span title=${moment(message.pinned.at)}>${t("pins.by", { name: nameOf(message.pinned.user_id), when: shortWhen(message.pinned.at) })}</span>`,
  })}
    ${!me.value.read_only && h(IconButton, { icon: "x", small: true, label: t("pins.unpin"), onClick: () => setPinned(message, false) })}
  </li>`;
}
