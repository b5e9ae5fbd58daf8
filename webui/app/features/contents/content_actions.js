/** The actions in a message's menu on what the message carries besides its text. */

import { t } from "../../lib/i18n.js";
import { readOnlyHere } from "../../store/rooms.js";
import { openLazily } from "../../store/route.js";
import { isAdmin, me, myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { mayEnd } from "../urgent/may_end.js";

const forward = () => import("./forward_dialog.js");
const editor = () => import("./new_checklist.js");

/** Returns them as the menu takes them: icon, label, act. @param {any} message @returns {[string, string, () => void][]} */
export function contentActions(message) {
  const { poll, checklist, urgent } = message.content ?? {};
  const isMine = message.sender_id === myId.value;
  /** @type {[string, string, () => void][]} */
  const all = [];
  if (poll && !poll.ended_at && (isMine || isAdmin.value)) all.push(["poll", t("poll.end"), () => syncLayer().then((on) => on.endPoll(message))]);
  if (urgent && mayEnd(message)) all.push(["bell", t("urgent.end"), () => syncLayer().then((on) => on.endUrgent(message))]);
  if (checklist && isMine && !readOnlyHere.value) all.push(["checklist", t("checklist.edit"), () => openLazily(editor, "EditChecklist", { message })]);
  if (!message.deleted && !me.value.read_only) all.push(["forward", t("forward.title"), () => openLazily(forward, "ForwardDialog", { message })]);
  return all;
}
