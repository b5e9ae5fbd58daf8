/** The composer of a room: the field in which messages are written, and the message that is replied to or edited. */

import { h, html, signal, useLayoutEffect, useRef } from "../html.js";
import { t } from "../lib/i18n.js";
import { grow } from "../lib/scroll.js";
import { draftOf, elsewhere, keepDraft } from "../store/drafts.js";
import { divider, editing, isEditable, replying } from "../store/editing.js";
import { clearTray, enqueue, trays } from "../store/pending.js";
import { readOnlyHere, rooms } from "../store/rooms.js";
import { overlays, whenLoaded } from "../store/route.js";
import { myId } from "../store/session.js";
import { syncLayer } from "../store/sync_layer.js";
import { heldMessage, timelineOf } from "../store/timelines.js";
import { holdsFocus, Icon, IconButton, isTouch, keepKeyboard, StatusLine } from "./parts.js";
import { Quote } from "./message.js";
import { AddButton, afterPaste, Completions, EmojiButton, Formatting, isTooLong, Length, MessageField, newCompleting, sendText, Tray } from "./message_field.js";

/** The text of the field. The field itself is not controlled by the component. */
const text = signal("");
const completing = newCompleting();

/** What was begun stays a draft, in case its writer may write again. @param {{id: string, title: string}} props */
export function Composer(props) {
  if (!readOnlyHere.value) return h(Writing, props);
  const [icon, words] = rooms.value.get(props.id)?.archived ? ["archive", t("composer.archived")] : ["seen", t("composer.read_only")];
  return html`<footer class="composer"><p class="column reader">${h(Icon, { name: icon, small: true })}${words}</p></footer>`;
}

/** @param {{id: string, title: string}} props */
function Writing({ id, title }) {
  const field = useRef(/** @type {any} */ (null));
  useDraft(id, field);
  useMode(id, field);
  const label = t("composer.label", { room: title });
  const files = !editing.value && trays.value.has(id);
  return html`<footer class="composer"><form class="column" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); afterPaste(field.current, () => send(id, field.current)); }}>
    ${h(Completions, { field, completing, roomId: id, text: text.value })}
    ${h(StatusLine, { id })}
    ${h(Mode, { field })}
    ${h(Length, { field, place: editing.value ? null : id, text: text.value })}
    <div class="field">
      ${!editing.value && h(Tray, { place: id })}
      ${h(AddButton, { field, place: id })}
      ${h(MessageField, {
        field, label, completing, placeholder: files ? t("composer.caption") : label, onText: () => changed(id, field.current), onSend: () => send(id, field.current),
        onKey: (event) => otherKey(event, id, field.current), onBlur: () => syncLayer().then((on) => on.typingStopped(id)),
      })}
      ${h(EmojiButton, { field })}
      <button class="icon-button send" aria-label=${t("composer.send")} title=${t("composer.send")} disabled=${(text.value.trim() === "" && !editing.value && !files) || isTooLong(text.value)} onPointerDown=${keepKeyboard}>
        ${h(Icon, { name: editing.value ? "check" : "up" })}
      </button>
    </div>
    ${h(Formatting, { field })}
  </form></footer>`;
}

/** @param {string} id @param {any} field */
function useDraft(id, field) {
  useLayoutEffect(() => {
    takeDraft(id, field.current);
    if (!isTouch() && !holdsFocus()) field.current.focus({ preventScroll: true });
    return () => {
      void syncLayer().then((on) => on.typingStopped(id));
    };
  }, [id]);
  useLayoutEffect(() => {
    if (elsewhere.value?.room === id) changedElsewhere(id, field.current, elsewhere.value.before);
  }, [elsewhere.value]);
}

/** Takes up what was begun in this room: a message, or an edit that was left for another room. @param {string} id @param {HTMLTextAreaElement} field */
function takeDraft(id, field) {
  const { body, reply_to: replyTo, edit } = draftOf(id);
  editing.value = edit && (heldMessage(edit.id) ?? { id: edit.id, room_id: id, sender_id: myId.peek(), body: edit.before });
  replying.value = replyTo ? (heldMessage(replyTo) ?? { id: replyTo, room_id: id }) : null;
  put(field, edit ? edit.body : body);
}

/** Shows the draft that another tab has changed. Text that was typed here is never replaced without saying so. @param {string} id @param {HTMLTextAreaElement} field @param {import("../store/drafts.js").Draft} before */
function changedElsewhere(id, field, before) {
  const mine = field.value;
  takeDraft(id, field);
  const isSameText = field.value.includes(mine.trim()) || mine.includes(field.value);
  if (isSameText) return;
  void import("../features/messages/draft_conflict.js").then((module) => module.showDraftConflict(() => {
    keepDraft(id, before);
    if (field.isConnected) takeDraft(id, field);
  }));
}

/**
 * Starting an edit fills the field; leaving it brings the draft back. This happens in the same turn as the key that
 * asked for it, because an effect after the next paint would overwrite what is typed until then.
 * @param {string} id @param {any} field
 */
function useMode(id, field) {
  const edited = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    if (editing.value?.id === edited.current) return;
    edited.current = editing.value?.id ?? null;
    if (draftOf(id).edit?.id === edited.current) return;
    const { id: of, body } = editing.value ?? {};
    keepDraft(id, { edit: of ? { id: of, before: body, body } : null });
    put(field.current, of ? body : draftOf(id).body);
    if (of) field.current.focus();
  }, [editing.value]);
  useLayoutEffect(() => {
    if (!editing.peek()) keepDraft(id, { body: text.peek(), reply_to: replying.value?.id ?? null });
    if (replying.value && document.activeElement !== field.current && overlays.peek().length === 0) field.current.focus();
  }, [replying.value]);
}

/** @param {{field: any}} props */
function Mode({ field }) {
  const subject = editing.value ?? replying.value;
  if (!subject) return null;
  const cancel = () => {
    leaveMode();
    field.current.focus();
  };
  return html`<div class="replying">
    ${editing.value && html`<span class="mode">${h(Icon, { name: "edit", small: true })}${t("composer.editing")}</span>`}
    ${h(Quote, { key: subject.id, id: subject.id, roomId: subject.room_id })}
    ${h(IconButton, { icon: "x", small: true, label: editing.value ? t("composer.cancel_edit") : t("composer.cancel_reply"), onClick: cancel })}
  </div>`;
}

function leaveMode() {
  if (editing.peek()) editing.value = null;
  else replying.value = null;
}

/** @param {any} field @param {string} value */
function put(field, value) {
  field.value = value;
  text.value = value;
  grow(field);
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function changed(id, field) {
  text.value = field.value;
  const { edit } = draftOf(id);
  if (editing.peek()) return void (edit && keepDraft(id, { edit: { ...edit, body: field.value } }));
  keepDraft(id, { body: field.value, reply_to: replying.peek()?.id ?? null });
  if (field.value.trim()) void syncLayer().then((on) => on.typingIn(id));
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function send(id, field) {
  if (isTooLong(text.peek())) return;
  if (editing.peek()) return sendEdit(id, field.value);
  if (field.value.trim() !== "" || trays.peek().has(id)) sendText(id, field, { deliver: (words) => deliver(id, field, words), clear: () => clear(id, field) });
}

/** @param {string} id @param {HTMLTextAreaElement} field @param {string} body */
function deliver(id, field, body) {
  const replyTo = replying.peek()?.id ?? null;
  replying.value = null;
  clear(id, field);
  enqueue(id, body, replyTo, null, false, trays.peek().get(id));
  clearTray(id);
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function clear(id, field) {
  put(field, "");
  keepDraft(id, { body: "", reply_to: replying.peek()?.id ?? null });
  void syncLayer().then((on) => on.typingStopped(id));
}

/** Sends what is written of an edit. @param {string} roomId @param {string} written */
function sendEdit(roomId, written) {
  const message = editing.peek();
  whenLoaded(() => import("../features/messages/send_edit.js"), (module) => module.sendEdit(roomId, message, written));
}

/** @param {KeyboardEvent} event @param {string} id @param {HTMLTextAreaElement} field */
function otherKey(event, id, field) {
  if (event.key === "ArrowUp" && field.value === "" && !event.shiftKey && !event.altKey) editLast(event, id);
  else if (event.key === "Escape" && !event.shiftKey) escape(event, id);
}

/** @param {KeyboardEvent} event @param {string} id */
function editLast(event, id) {
  const rows = timelineOf(id).peek()?.rows ?? [];
  const last = rows.findLast((row) => row.sender_id === myId.peek() && isEditable(row));
  if (!last || editing.peek()) return;
  event.preventDefault();
  editing.value = last;
}

/** @param {KeyboardEvent} event @param {string} id */
function escape(event, id) {
  event.preventDefault();
  if (editing.peek() || replying.peek()) return leaveMode();
  divider.value = null;
  void syncLayer().then((on) => on.markAllRead(id));
}
