/** The dialog that schedules a message or changes one. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/typing/insert_text.js";
import { patch, post } from "../../net/api.js";
import { replying } from "../../store/editing.js";
import { closeOverlay } from "../../store/route.js";
import { readerAtEnd } from "../../store/timelines.js";
import { toast } from "../../store/toasts.js";
import { Dialog } from "../../ui/dialog.js";
import { isTouch } from "../../ui/parts.js";
import { Problem, atField, useForm, wrong } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { MomentField } from "./moment_field.js";
import { whenText } from "./when_text.js";
import { chosenMoment } from "../shared/moments.js";

void loadStyleSheet("features/contents");

/**
 * Schedules what is in the composer, or changes a scheduled message.
 * @param {{roomId: string, field?: HTMLTextAreaElement, one?: import("../../store/pending.js").Scheduled}} props
 */
export function ScheduleDialog({ roomId, field, one }) {
  const typed = one?.body ?? field?.value ?? "";
  const form = useForm(async ({ body, when, date }) => {
    if (!body.trim()) throw wrong("body", t("scheduled.empty"));
    const send_at = moment(when, date);
    if (one) await patch(`/api/scheduled/${one.id}`, { body: body.trim(), send_at });
    else await post("/api/scheduled", { room_id: roomId, body: body.trim(), send_at, ...(replying.peek() && { reply_to: replying.peek().id }) });
    await closeOverlay();
    if (!one && field) clear(field);
    // The row is at the end of the room, where a reader further up does not see it.
    if (!one && !readerAtEnd.peek()) toast(t("scheduled.goes_out", { when: whenText(send_at) }));
  });
  const error = atField(form.error, "send_at", "date");
  const isWrong = error?.field === "body";
  return html`<${Dialog} title=${one ? t("scheduled.change_title") : t("scheduled.title")} kind="sheet">
    <form class="new-content" onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["body", "date"] })}
      <div class="entry"><label for="body">${t("scheduled.text")}</label>
        <textarea id="body" name="body" rows="4" dir="auto" autofocus=${!isTouch()} defaultValue=${typed} aria-invalid=${isWrong ? "true" : undefined}></textarea>
        ${isWrong && html`<p class="wrong" role="alert">${error.message}</p>`}</div>
      ${h(MomentField, { label: t("scheduled.when"), first: one ? "date" : "hour", date: one?.send_at, error })}
      <p class="note">${t("scheduled.hint")}</p>
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${one ? t("action.save") : t("scheduled.submit")}</button></div>
    </form>
  <//>`;
}

/** @param {string} when @param {string} date */
function moment(when, date) {
  const at = chosenMoment(when, date);
  if (!at || !(at.getTime() > Date.now())) throw wrong("date", t("poll.too_late"));
  return at.toISOString();
}

/** The text is scheduled, so the draft goes. @param {HTMLTextAreaElement} field */
function clear(field) {
  replying.value = null;
  if (field.isConnected && field.value) insert(field, "", 0, field.value.length);
}
