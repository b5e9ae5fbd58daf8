/** What this person has saved for later: each with its reminder. What is done goes by its circle. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { clock, dayKey, dayName } from "../../lib/time.js";
import { get, post, remove } from "../../net/api.js";
import { nameOf, titleOf } from "../../store/people.js";
import { ownChanged, ownChanges } from "../../store/own_data.js";
import { rooms } from "../../store/rooms.js";
import { navigate } from "../../store/route.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { tomorrow } from "../shared/moments.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useLoaded } from "../shared/use_loaded.js";
import { openReminder } from "./remind_dialog.js";

void loadStyleSheet("reading");

/** How long what is done can be brought back, milliseconds. */
const UNDO_MS = 6_000;

export function LaterList() {
  // Another page or the host may change the list.
  const { found: saved, error } = useLoaded(() => get("/api/later").then((answer) => /** @type {any[]} */ (answer.saved)), [ownChanges.later.value]);
  return html`<div class="later">
    ${error && html`<p class="wrong" role="alert">${error.message}</p>`}
    ${saved?.length === 0 && html`<p class="note none">${t("later.none")}</p>`}
    <ul>${saved && rowsOf(inOrder(saved), (one) => one.id, (one) => h(Saved, { one }), (one) => textOf(one))}</ul>
    <p class="later-foot"><button type="button" class="button small" onClick=${() => openReminder()}>${h(Icon, { name: "plus", small: true })}${t("later.new")}</button></p>
  </div>`;
}

/** What was reminded of comes first, then what comes next, then the rest. @param {any[]} saved */
const inOrder = (saved) => [...saved].sort((one, other) => rank(one) - rank(other) || (one.remind_at ?? "").localeCompare(other.remind_at ?? ""));

/** @param {any} one */
const rank = (one) => (one.reminded_at ? 0 : one.remind_at ? 1 : 2);

/** @param {any} one */
function textOf({ note, message, message_id: id }) {
  if (note) return note;
  if (message) return message.deleted ? t("message.deleted") : previewOf(message);
  return id ? t("later.unreadable") : "";
}

/** @param {{one: any}} props */
function Saved({ one }) {
  const { message } = one;
  const show = () => message && (navigate(`/r/${message.room_id}`), syncLayer().then((on) => on.showMessage(message.room_id, message.id)));
  return html`<li class="later-row">
    <button type="button" class="later-done" aria-label=${t("later.done", { text: textOf(one) })} title=${t("later.finish")} onClick=${() => finish(one)}><span class="later-circle"></span></button>
    <button type="button" class="later-text" disabled=${!message} onClick=${show}><span dir="auto">${textOf(one)}</span>${message && html`<small>${placeOf(message)}</small>`}</button>
    <button type="button" class="later-when" data-due=${one.reminded_at ? "" : undefined} onClick=${() => openReminder({ saved: one })}>
      ${h(Icon, { name: one.reminded_at ? "bell" : "clock", small: true })}${whenOf(one)}</button>
  </li>`;
}

/** @param {any} message */
function placeOf(message) {
  const room = rooms.value.get(message.room_id);
  const name = nameOf(message.sender_id);
  return room && room.kind !== "direct" ? t("later.place", { name, room: titleOf(room) }) : name;
}

/** @param {any} one */
function whenOf({ remind_at: at, reminded_at: done }) {
  if (done) return t("later.now");
  if (!at) return t("later.no_reminder");
  const isTomorrow = dayKey(at) === dayKey(tomorrow(new Date()).toISOString());
  return t("later.when", { day: isTomorrow ? t("later.tomorrow") : dayName(at), time: clock(at) });
}

/** @param {any} one */
async function finish(one) {
  const answer = await remove(`/api/later/${one.id}`).catch((error) => void toast(error.message));
  if (!answer) return;
  ownChanged("later");
  toast(t("later.finished"), { label: t("action.undo"), act: () => void bringBack(one), ms: UNDO_MS });
}

/** @param {any} one */
async function bringBack({ message, note, remind_at: at }) {
  const isToCome = at && Date.parse(at) > Date.now();
  await post("/api/later", { ...(message && { message_id: message.id }), note, remind_at: isToCome ? at : null }).catch((error) => toast(error.message));
  ownChanged("later");
}
