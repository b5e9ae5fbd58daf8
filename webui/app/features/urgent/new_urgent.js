/** The dialog that sends an urgent message. It says what that does before it is sent. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/typing/insert_text.js";
import { codePoints } from "../../lib/text.js";
import { editing } from "../../store/editing.js";
import { enqueue } from "../../store/pending.js";
import { rooms } from "../../store/rooms.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { Problem, useForm, wrong } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/contents");

const TEXT_CHARACTERS = 1_000;

/** @param {{roomId: string, text?: string, field?: HTMLTextAreaElement}} props field: the composer, whose text is taken */
export function NewUrgent({ roomId, text, field }) {
  const typed = editing.peek() ? undefined : field; // the text of an edit belongs to its message
  const form = useForm(async ({ body }) => {
    enqueue(roomId, checked(body), null, { urgent: {} });
    await closeOverlay();
    if (typed?.isConnected && typed.value) insert(typed, "", 0, typed.value.length);
  });
  const others = (rooms.value.get(roomId)?.member_count ?? 1) - 1;
  const isWrong = form.error?.field === "body";
  return html`<${Dialog} title=${t("urgent.title")} kind="sheet">
    <form class="new-content" onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["body"] })}
      <div class="entry"><label for="body">${t("urgent.text")}</label>
        <textarea id="body" name="body" rows="4" dir="auto" autofocus defaultValue=${text ?? typed?.value ?? ""} aria-describedby="urgent-does" aria-invalid=${isWrong ? "true" : undefined}></textarea>
        ${isWrong && html`<p class="wrong" role="alert">${form.error.message}</p>`}</div>
      <p class="urgent-does" id="urgent-does">${h(Icon, { name: "alert", small: true })}<span>${t("urgent.does", { n: others })}</span></p>
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("urgent.submit")}</button></div>
    </form>
  <//>`;
}

/** @param {string} typed */
function checked(typed) {
  const body = typed.trim();
  if (!body) throw wrong("body", t("urgent.empty"));
  const over = codePoints(body) - TEXT_CHARACTERS;
  if (over > 0) throw wrong("body", t("composer.too_long", { n: over }));
  return body;
}
