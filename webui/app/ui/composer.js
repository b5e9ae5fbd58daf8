/** Where messages are written: a field that grows, what is replied to or edited, and the list of people on "@". */

import { h, html, signal, useLayoutEffect, useRef } from "../html.js";
import { t } from "../lib/i18n.js";
import { codePoints } from "../lib/text.js";
import { draftOf, keepDraft } from "../store/drafts.js";
import { divider, editing, replying } from "../store/editing.js";
import { enqueue } from "../store/pending.js";
import { closeOverlay, openLater, overlays } from "../store/route.js";
import { limits, live, me, myId } from "../store/session.js";
import { heldMessage, timelineOf } from "../store/timelines.js";
import { Icon, IconButton, Later, isTouch, phone } from "./parts.js";
import { Quote } from "./message.js";

/** The counter shows when so few characters are left. */
const COUNTED = 500;

/** What is in the field; the field itself is the browser's. */
const text = signal("");
/** Keys go to the list of people first while it is open. */
const suggestions = { onKey: (/** @type {KeyboardEvent} */ _event) => false };

const emoji = () => import("../lazy/emoji.js");
const suggest = () => import("../lazy/suggest.js").then((module) => module.Suggest);

/** What was begun stays a draft, in case its writer may write again. @param {{id: string, title: string}} props */
export function Composer(props) {
  if (!me.value.read_only) return h(Writing, props);
  return html`<footer class="composer"><p class="column reader">${h(Icon, { name: "seen", small: true })}${t("composer.read_only")}</p></footer>`;
}

/** @param {{id: string, title: string}} props */
function Writing({ id, title }) {
  const field = useRef(/** @type {any} */ (null));
  useDraft(id, field);
  useMode(id, field);
  const change = () => changed(id, field.current);
  const label = t("composer.label", { room: title });
  return html`<footer class="composer"><form class="column" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(id, field.current); }}>
    ${text.value.includes("@") && h(Later, { load: suggest, field, register: suggestions, onPick: change, roomId: id })}
    ${h(Mode, { field })}
    <div class="field">
      <textarea ref=${field} rows="1" dir="auto" aria-label=${label} placeholder=${label} enterkeyhint=${isTouch() ? "enter" : "send"} autocomplete="off"
        onInput=${change} onKeyDown=${(/** @type {KeyboardEvent} */ event) => key(event, id, field.current)} onBlur=${() => live().then((on) => on.typingStopped(id))}></textarea>
      ${h(Left, null)}
      ${h(IconButton, { icon: "smile", label: t("composer.emoji"), onClick: (/** @type {any} */ event) => openEmoji(id, field.current, event.currentTarget) })}
      <button class="icon-button send" aria-label=${t("composer.send")} title=${t("composer.send")} disabled=${text.value.trim() === "" || isTooLong()} onPointerDown=${keepKeyboard}>
        ${h(Icon, { name: editing.value ? "check" : "up" })}
      </button>
    </div>
  </form></footer>`;
}

/** A press on the button must not take the focus, or the keyboard of a phone goes down. @param {Event} event */
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
    const draft = draftOf(id);
    put(field.current, draft.body);
    editing.value = null;
    replying.value = draft.reply_to ? (heldMessage(draft.reply_to) ?? { id: draft.reply_to, room_id: id }) : null;
    if (!isTouch()) field.current.focus({ preventScroll: true });
    return () => {
      void live().then((on) => on.typingStopped(id));
    };
  }, [id]);
}

/**
 * Taking up an edit fills the field; leaving it brings the draft back. In the same turn as the key that asked for it:
 * an effect after the next paint would write over what is typed until then.
 * @param {string} id @param {any} field
 */
function useMode(id, field) {
  const edited = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    if (editing.value === edited.current) return;
    edited.current = editing.value;
    put(field.current, editing.value ? editing.value.body : draftOf(id).body);
    if (editing.value) field.current.focus();
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

/** For engines without field-sizing. @param {HTMLTextAreaElement} field */
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function changed(id, field) {
  text.value = field.value;
  grow(field);
  if (editing.peek()) return;
  keepDraft(id, { body: field.value, reply_to: replying.peek()?.id ?? null });
  if (field.value.trim()) void live().then((on) => on.typingIn(id));
}

/** @param {string} id @param {HTMLTextAreaElement} field */
function send(id, field) {
  const body = field.value.trim();
  if (body === "" || isTooLong()) return;
  if (editing.peek()) return sendEdit(body);
  const replyTo = replying.peek()?.id ?? null;
  replying.value = null;
  put(field, "");
  keepDraft(id, { body: "", reply_to: null });
  enqueue(id, body, replyTo);
  void live().then((on) => on.typingStopped(id));
}

/** The words stay in the field until the host has taken them. @param {string} body */
async function sendEdit(body) {
  const { id, body: before } = editing.peek();
  if (body === before || (await (await live()).edit(id, body))) editing.value = null;
}

/** @param {KeyboardEvent} event @param {string} id @param {HTMLTextAreaElement} field */
function key(event, id, field) {
  // 229 is what some browsers say in place of isComposing: the Enter that ends a composition is not ours.
  if (event.isComposing || event.keyCode === 229 || suggestions.onKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
    event.preventDefault();
    send(id, field);
  } else if (event.key === "ArrowUp" && field.value === "" && !event.shiftKey) editLast(event, id);
  else if (event.key === "Escape") escape(event, id);
}

/** @param {KeyboardEvent} event @param {string} id */
function editLast(event, id) {
  const rows = timelineOf(id).peek()?.rows ?? [];
  const last = rows.findLast((row) => row.sender_id === myId.peek() && !row.deleted);
  if (!last || editing.peek()) return;
  event.preventDefault();
  editing.value = last;
}

/** @param {KeyboardEvent} event @param {string} id */
function escape(event, id) {
  event.preventDefault();
  if (editing.peek() || replying.peek()) return leaveMode();
  divider.value = null;
  void live().then((on) => on.markAllRead(id));
}

/** @param {string} id @param {HTMLTextAreaElement} field @param {Element} button */
function openEmoji(id, field, button) {
  const pick = (/** @type {string} */ emoji) => {
    closeOverlay();
    insert(field, emoji);
    changed(id, field);
  };
  const { left, top } = button.getBoundingClientRect();
  openLater(emoji, "EmojiPanel", { title: t("composer.emoji"), onPick: pick, at: phone.peek() ? null : { x: left, y: top } });
}

/** @param {HTMLTextAreaElement} field @param {string} words */
export function insert(field, words) {
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
}
