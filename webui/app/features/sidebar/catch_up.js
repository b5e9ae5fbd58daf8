/** Catching up: everything unread by room, mentions first. One key marks a room as read, one takes it back, one opens it. */

import { h, html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { hue } from "../../lib/text.js";
import { get } from "../../net/api.js";
import { nameOf, titleOf } from "../../store/people.js";
import { badge, badgeOfAll, lastTime, rooms } from "../../store/rooms.js";
import { navigate } from "../../store/route.js";
import { myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Count, Guard, Icon, PlainRow, RoomMark } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/catch_up");

/** How many messages of a room are shown, and how many rooms at once; the others come when these are read. */
const SHOWN_MESSAGES = 3;
const SHOWN_ROOMS = 20;

/** The rooms with something unread: what is for this person first, then the newest. */
function unreadRooms() {
  const found = [...rooms.value.values()].map((room) => ({ room, ...badge(room) })).filter(({ count }) => count > 0);
  return found.sort((a, b) => Number(b.forMe) - Number(a.forMe) || (lastTime(a.room) < lastTime(b.room) ? 1 : -1)).map(({ room }) => room);
}

/** What was marked as read here, the last one at the end. @typedef {{id: string, read_seq: number}} Marked */

export function CatchUp() {
  const found = unreadRooms();
  const [marked, setMarked] = useState(/** @type {Marked[]} */ ([]));
  const list = useRef(/** @type {any} */ (null));
  const mark = (/** @type {any} */ room) => {
    setMarked([...marked, { id: room.id, read_seq: room.read_seq }]);
    void syncLayer().then((on) => on.markAllRead(room.id));
  };
  const undo = () => {
    const last = marked.at(-1);
    if (!last) return;
    setMarked(marked.slice(0, -1));
    void syncLayer().then((on) => on.markUnread({ room_id: last.id, seq: last.read_seq + 1 }));
  };
  useLayoutEffect(() => {
    if (!list.current?.contains(document.activeElement)) list.current?.querySelector("[data-catch]")?.focus();
  }, [found.length]);
  const total = badgeOfAll(found).count;
  return html`<${Dialog} title=${t("catch_up.title")} kind="sheet tall catch-up">
    <p class="note" role="status">${found.length === 0 ? t("catch_up.none") : t("catch_up.count", { n: total })}</p>
    <div ref=${list} onKeyDown=${(/** @type {KeyboardEvent} */ event) => onKey(event, mark, undo)}>
      ${found.slice(0, SHOWN_ROOMS).map((room) => h(Guard, { key: room.id, of: Card, plain: PlainRow, words: titleOf(room), room, onMark: mark }))}
    </div>
    ${marked.length > 0 && html`<button type="button" class="button small" onClick=${undo}>${h(Icon, { name: "retry", small: true })}${t("catch_up.undo")}</button>`}
    ${found.length + marked.length > 0 && html`<p class="catch-keys note" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> ${t("catch_up.key_room")} <kbd>${t("keys.enter")}</kbd> ${t("catch_up.key_open")} <kbd>E</kbd> ${t("action.mark_read")} <kbd>Z</kbd> ${t("action.undo")}</p>`}
  <//>`;
}

/** @param {KeyboardEvent} event @param {(room: any) => void} mark @param {() => void} undo */
function onKey(event, mark, undo) {
  const card = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-catch]"));
  const cards = /** @type {HTMLElement[]} */ ([.../** @type {Element} */ (event.currentTarget).querySelectorAll("[data-catch]")]);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const room = rooms.peek().get(card?.dataset.catch ?? "");
  const isPlain = !event.altKey && !event.shiftKey;
  if (step) cards[cards.indexOf(/** @type {any} */ (card)) + step]?.focus();
  else if (event.key === "e" && isPlain && !event.ctrlKey && !event.metaKey && room) mark(room);
  else if (event.key === "z" && isPlain) undo();
  else if (event.key === "Enter" && event.target === card && room) navigate(`/r/${room.id}`);
  else return;
  event.preventDefault();
}

/** @param {{room: any, onMark: (room: any) => void}} props */
function Card({ room, onMark }) {
  const [rows, setRows] = useState(/** @type {any[]} */ ([]));
  const from = useMemo(() => room.read_seq, []);
  useEffect(() => {
    get(`/api/rooms/${room.id}/messages?after=${from}&limit=${SHOWN_MESSAGES}`).then((page) => setRows(page.messages), () => null);
  }, [room.last_seq]);
  const { count, forMe } = badge(room);
  const shown = rows.filter((message) => !message.deleted);
  return html`<section class="catch" tabindex="0" data-catch=${room.id} aria-label=${t("catch_up.room", { room: titleOf(room), n: count })}>
    <header>${h(RoomMark, { room })}<h3><a href=${`/r/${room.id}`}><bdi>${titleOf(room)}</bdi></a></h3>${h(Count, { count, forMe })}
      <button type="button" class="button small" onClick=${() => onMark(room)}>${h(Icon, { name: "check", small: true })}${t("action.mark_read")}</button></header>
    ${shown.map((message) => html`<p key=${message.id} data-mine=${message.mentions.includes(myId.value) ? "" : undefined} style=${{ "--hue": hue(message.sender_id) }}><b dir="auto">${nameOf(message.sender_id)}</b> <span dir="auto">${previewOf(message)}</span></p>`)}
    ${count > shown.length && shown.length > 0 && html`<p class="note">${t("catch_up.more", { n: count - shown.length })}</p>`}
  </section>`;
}
