/** The field in which replies to a thread are written, and whether they are shown in the room too. */

import { h, html, signal, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { codePoints } from "../../lib/text.js";
import { nameOf } from "../../store/people.js";
import { enqueue } from "../../store/pending.js";
import { isSendKey } from "../../store/preferences.js";
import { limits } from "../../store/session.js";
import { Icon, isTouch } from "../../ui/parts.js";

/** Whether replies are shown in the room too, during this visit. */
const isShownInRoom = signal(true);
/** What was begun in each thread, during this visit. @type {Map<string, string>} */
const drafts = new Map();

/** @param {{thread: import("../../store/timelines.js").Thread, room: string}} props */
export function ThreadComposer({ thread: { root }, room }) {
  const field = useRef(/** @type {any} */ (null));
  const [text, setText] = useState(drafts.get(root.id) ?? "");
  useLayoutEffect(() => {
    field.current.value = text;
    if (!isTouch()) field.current.focus({ preventScroll: true });
  }, []);
  const change = (/** @type {string} */ value) => {
    drafts.set(root.id, value);
    setText(value);
  };
  const isTooLong = codePoints(text) > limits.value.body;
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    const body = field.current.value.trim();
    if (body === "" || isTooLong) return;
    enqueue(root.room_id, body, root.id, null, !isShownInRoom.peek());
    field.current.value = "";
    change("");
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (!event.isComposing && event.keyCode !== 229 && isSendKey(event, isTouch())) send(event);
  };
  const label = t("thread.reply_to", { name: nameOf(root.sender_id) });
  return html`<footer class="composer"><form onSubmit=${send}>
    <label class="also"><input type="checkbox" checked=${isShownInRoom.value} onChange=${(/** @type {any} */ event) => (isShownInRoom.value = event.currentTarget.checked)} />
      <span>${t("thread.also", { room })}</span></label>
    <div class="field">
      <textarea ref=${field} rows="1" dir="auto" aria-label=${label} placeholder=${label} autocomplete="off"
        onInput=${(/** @type {any} */ event) => change(event.currentTarget.value)} onKeyDown=${key}></textarea>
      ${isTooLong && html`<span class="left" role="status" data-over>${t("composer.too_long", { n: codePoints(text) - limits.value.body })}</span>`}
      <button class="icon-button send" aria-label=${t("thread.send")} title=${t("thread.send")} disabled=${text.trim() === "" || isTooLong}
        onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()}>${h(Icon, { name: "up" })}</button>
    </div>
  </form></footer>`;
}
