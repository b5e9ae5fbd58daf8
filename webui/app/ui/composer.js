/** The composer, in which messages are written: a field that grows, the message that is replied to or edited, and the list of names after "@" and "#". */

import { h, html, signal, useLayoutEffect, useRef } from "../html.js";
import { t } from "../lib/i18n.js";
import { mayMentionRoom } from "../lib/formatting/words_for_all.js";
import { grow } from "../lib/scroll.js";
import { codePoints, isCommand, mayComplete } from "../lib/text.js";
import { draftOf, elsewhere, keepDraft } from "../store/drafts.js";
import { divider, editing, isEditable, replying } from "../store/editing.js";
import { enqueue } from "../store/pending.js";
import { isSendKey } from "../store/preferences.js";
import { readOnlyHere, rooms } from "../store/rooms.js";
import { openLazily, overlays, whenLoaded } from "../store/route.js";
import { limits, myId } from "../store/session.js";
import { syncLayer } from "../store/sync_layer.js";
import { heldMessage, timelineOf } from "../store/timelines.js";
import { phone } from "../store/viewport.js";
import { Icon, IconButton, isTouch, Lazy, StatusLine } from "./parts.js";
import { Quote } from "./message.js";

/** The counter is shown when this many characters are left. */
const COUNTED = 500;

/** The text of the field. The field itself is not controlled by the component. */
const text = signal("");
/** Whether something was selected in the field: from then on the buttons of formatting look after themselves. */
const hasSelected = signal(false);
/** While the list of what can be completed is open it gets the keys first. */
const completing = { onKey: (/** @type {KeyboardEvent} */ _event) => false };

const emoji = () => import("../features/emoji/emoji_picker.js");
const add = () => import("../features/messages/add_menu.js");
const formatting = () => import("../features/writing/format_field.js");
const bubble = () => import("../features/writing/format_bubble.js").then((module) => module.FormatBubble);
const commands = () => import("../features/writing/commands.js");
const complete = () => import("../features/writing/suggestions.js").then((module) => module.Suggestions);

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
  return html`<footer class="composer"><form class="column" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(id, field.current); }}>
    ${mayComplete(text.value) && h(Lazy, { load: complete, field, register: completing, roomId: id })}
    ${h(StatusLine, { id })}
    ${h(Mode, { field })}
    <div class="field">
      ${h(IconButton, { icon: "plus", label: t("composer.add"), "aria-haspopup": "dialog", onPointerDown: keepKeyboard, onClick: (/** @type {any} */ event) => openAdd(id, field.current, event.currentTarget) })}
      <textarea ref=${field} rows="1" dir="auto" aria-label=${label} placeholder=${label} enterkeyhint=${isTouch() ? "enter" : "send"} autocomplete="off"
        onInput=${() => changed(id, field.current)} onPaste=${(/** @type {ClipboardEvent} */ event) => paste(event, field.current)} onSelect=${() => (hasSelected.value = true)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => key(event, id, field.current)} onBlur=${() => syncLayer().then((on) => on.typingStopped(id))}></textarea>
      ${h(Left, null)}
      ${h(IconButton, { icon: "smile", label: t("composer.emoji"), onPointerDown: keepKeyboard, onClick: (/** @type {any} */ event) => openEmoji(field.current, event.currentTarget) })}
      <button class="icon-button send" aria-label=${t("composer.send")} title=${t("composer.send")} disabled=${(text.value.trim() === "" && !editing.value) || isTooLong()} onPointerDown=${keepKeyboard}>
        ${h(Icon, { name: editing.value ? "check" : "up" })}
      </button>
    </div>
    ${hasSelected.value && h(Lazy, { load: bubble, field })}
  </form></footer>`;
}

/** A press on the button must not take the focus, or a phone closes its keyboard. @param {Event} event */
const keepKeyboard = (event) => event.preventDefault();

const isTooLong = () => codePoints(text.value) > limits.value.body;

function Left() {
  const left = limits.value.body - codePoints(text.value);
  if (left > COUNTED) return null;
  return html`<span class="left" role="status" data-over=${left < 0 ? "" : undefined}>${left < 0 ? t("composer.too_long", { n: -left }) : t("composer.left", { n: left })}</span>`;
}

/** @param {string} id @param {any} field */
function useDraft(id, field) {
  useLayoutEffect(() => {
    takeDraft(id, field.current);
    if (!isTouch()) field.current.focus({ preventScroll: true });
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
  grow(field);
  const { edit } = draftOf(id);
  if (editing.peek()) return void (edit && keepDraft(id, { edit: { ...edit, body: field.value } }));
  keepDraft(id, { body: field.value, reply_to: replying.peek()?.id ?? null });
  if (field.value.trim()) void syncLayer().then((on) => on.typingIn(id));
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function send(id, field) {
  const body = field.value.trim();
  if (isTooLong()) return;
  if (editing.peek()) return sendEdit(id, body);
  if (body === "") return;
  if (isCommand(body) && body !== "/") return runCommand(id, field, body);
  sendText(id, field, body);
}

/** @param {string} id @param {HTMLTextAreaElement} field @param {string} body */
function sendText(id, field, body) {
  if (!mayMentionRoom(body)) return deliver(id, field, body);
  const go = () => deliver(id, field, body);
  void import("../features/messages/ask_before_all.js").then((module) => module.askBeforeAll(id, body, go), go);
}

/** Does what a command says. The text may have changed until it is done. @param {string} id @param {HTMLTextAreaElement} field @param {string} body */
function runCommand(id, field, body) {
  const ifSame = (/** @type {() => void} */ act) => () => void (field.isConnected && field.value.trim() === body && act());
  whenLoaded(commands, (module) => module.runCommand(id, body, { clear: ifSame(() => clear(id, field)), send: ifSame(() => sendText(id, field, body)) }));
}

/** @param {string} id @param {HTMLTextAreaElement} field @param {string} body */
function deliver(id, field, body) {
  const replyTo = replying.peek()?.id ?? null;
  replying.value = null;
  clear(id, field);
  enqueue(id, body, replyTo);
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function clear(id, field) {
  put(field, "");
  keepDraft(id, { body: "", reply_to: replying.peek()?.id ?? null });
  void syncLayer().then((on) => on.typingStopped(id));
}

/** Sends an edit. The text stays in the field until the host has accepted it. @param {string} roomId @param {string} body */
async function sendEdit(roomId, body) {
  const message = editing.peek();
  const leave = () => leaveEdit(roomId, message.id);
  if (body === "") (await import("../features/messages/empty_edit.js")).askToDelete(message, leave);
  else if (body === draftOf(roomId).edit?.before || (await (await syncLayer()).edit(message.id, body))) leave();
}

/** Leaves the edit. Its writer may be in another room by now. @param {string} roomId @param {string} messageId */
function leaveEdit(roomId, messageId) {
  if (editing.peek()?.id === messageId) editing.value = null;
  else if (draftOf(roomId).edit?.id === messageId) keepDraft(roomId, { edit: null });
}

/** @param {KeyboardEvent} event @param {string} id @param {HTMLTextAreaElement} field */
function key(event, id, field) {
  // Some browsers send 229 instead of isComposing: the Enter that ends a composition must not send.
  if (event.isComposing || event.keyCode === 229 || completing.onKey(event)) return;
  const format = formatOf(event, field);
  if (format) formatField(event, field, format);
  else if (isSendKey(event, isTouch())) {
    event.preventDefault();
    send(id, field);
  } else if (event.key === "ArrowUp" && field.value === "" && !event.shiftKey && !event.altKey) editLast(event, id);
  else if (event.key === "Escape" && !event.shiftKey) escape(event, id);
}

/** The keys of formatting. A link is made of a selection only, because Ctrl+K also finds rooms. @type {Record<string, "bold" | "italic" | "code" | "link" | "strike">} */
const FORMATS = { b: "bold", i: "italic", e: "code", k: "link", X: "strike" };

/** On a keyboard of another script a letter is known by its place. @param {KeyboardEvent} event @param {HTMLTextAreaElement} field */
function formatOf(event, field) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
  const format = FORMATS[event.shiftKey ? letter.toUpperCase() : letter];
  return format === "link" && field.selectionStart === field.selectionEnd ? undefined : format;
}

/** @param {Event} event @param {HTMLTextAreaElement} field @param {"bold" | "italic" | "code" | "link" | "strike"} format */
function formatField(event, field, format) {
  event.preventDefault();
  const { selectionStart: from, selectionEnd: to } = field;
  void formatting().then((module) => module.applyFormat(field, format, from, to));
}

/** Formatted text and code are pasted with marks. If what does that cannot be loaded, the plain text is pasted. @param {ClipboardEvent} event @param {HTMLTextAreaElement} field */
function paste(event, field) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  const { selectionStart: from, selectionEnd: to } = field;
  if (!plain || (!html && !plain.includes("\n") && from === to)) return;
  event.preventDefault();
  void formatting().then((module) => module.paste(field, { html, plain, from, to }), () => {
    field.setRangeText(plain, from, to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
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

/** Opens the menu of what can be posted besides text. @param {string} roomId @param {HTMLTextAreaElement} field @param {Element} button */
function openAdd(roomId, field, button) {
  const { left, top } = button.getBoundingClientRect();
  openLazily(add, "AddMenu", { roomId, field, at: phone.peek() ? null : { x: left, y: top } });
}

/** The text is inserted where the caret is now, because some browsers forget it while the panel lies over the field. @param {HTMLTextAreaElement} field @param {Element} button */
function openEmoji(field, button) {
  const { left, top } = button.getBoundingClientRect();
  const { selectionStart: from, selectionEnd: to } = field;
  openLazily(emoji, "EmojiForField", { title: t("composer.emoji"), field, from, to, at: phone.peek() ? null : { x: left, y: top } });
}
