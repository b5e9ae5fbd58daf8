/** Draws what a message carries besides its text. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Checklist } from "./checklist.js";
import { Origin } from "./origin.js";
import { Poll } from "./poll.js";
import { Reminder } from "./reminder.js";
import { Urgent } from "../urgent/urgent.js";

void loadStyleSheet("features/contents");

/** Another version of the host may send a kind that this page doesn't know. Its text says the same. @param {{message: any, children?: any}} props */
export function Content({ message, children }) {
  if (message.content.poll) return h(Poll, { message });
  if (message.content.checklist) return h(Checklist, { message });
  if (message.content.reminder) return h(Reminder, { message }, children);
  if (message.content.room_kind) return html`<p>${message.content.room_kind.kind === "open" ? t("room.now_open") : t("room.now_closed")}</p>`;
  if (message.content.urgent) return h(Urgent, { message }, children);
  if (message.content.forwarded) return html`${h(Origin, { origin: message.content.forwarded })}${children}`;
  return children;
}
