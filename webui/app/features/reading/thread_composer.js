/** The field in which replies to a thread are written, and whether they are shown in the room too. */

import { h, html, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { grow } from "../../lib/scroll.js";
import { nameOf } from "../../store/people.js";
import { clearTray, enqueue, inThread, isShownInRoom, trays } from "../../store/pending.js";
import { AddButton, afterPaste, Completions, EmojiButton, Formatting, isTooLong, Length, MessageField, newCompleting, sendText, Tray } from "../../ui/message_field.js";
import { Icon, isTouch, keepKeyboard } from "../../ui/parts.js";
import { followThreadDraft, keepThreadDraft, threadDraft } from "./thread_drafts.js";

/** @param {{thread: import("../../store/timelines.js").Thread, room: string}} props */
export function ThreadComposer({ thread: { root }, room }) {
  const field = useRef(/** @type {any} */ (null));
  const [completing] = useState(newCompleting);
  const place = inThread(root);
  const [text, setText] = useState(threadDraft(root.id));
  useLayoutEffect(() => {
    show(text);
    if (!isTouch()) field.current.focus({ preventScroll: true });
    return followThreadDraft(root.id, show);
  }, []);
  const change = (/** @type {string} */ value) => {
    keepThreadDraft(root.id, value);
    setText(value);
  };
  const show = (/** @type {string} */ value) => {
    // The thread may be closed by the time a question is answered.
    if (field.current) {
      field.current.value = value;
      grow(field.current);
    }
    setText(value);
  };
  const put = (/** @type {string} */ value) => {
    show(value);
    keepThreadDraft(root.id, value);
  };
  const send = () => {
    if ((field.current.value.trim() === "" && !trays.peek().has(place)) || isTooLong(field.current.value)) return;
    sendText(place, field.current, { clear: () => put(""), deliver: (words) => {
      enqueue(root.room_id, words, root.id, null, !isShownInRoom.peek(), trays.peek().get(place));
      clearTray(place);
      put("");
    } });
  };
  const label = t("thread.reply_to", { name: nameOf(root.sender_id) });
  const files = trays.value.has(place);
  return html`<footer class="composer"><form onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); afterPaste(field.current, send); }}>
    ${h(Completions, { field, completing, roomId: root.room_id, text })}
    <label class="also"><input type="checkbox" checked=${isShownInRoom.value} onChange=${(/** @type {any} */ event) => (isShownInRoom.value = event.currentTarget.checked)} />
      <span>${t("thread.also", { room })}</span></label>
    ${h(Length, { field, place, text })}
    <div class="field">
      ${h(Tray, { place })}
      ${h(AddButton, { field, place })}
      ${h(MessageField, { field, label, completing, placeholder: files ? t("composer.caption") : label, onText: change, onSend: send })}
      ${h(EmojiButton, { field })}
      <button class="icon-button send" aria-label=${t("thread.send")} title=${t("thread.send")} disabled=${(text.trim() === "" && !files) || isTooLong(text)} onPointerDown=${keepKeyboard}>${h(Icon, { name: "up" })}</button>
    </div>
    ${h(Formatting, { field })}
  </form></footer>`;
}
