/** The actions in a message's menu on what the message carries besides its text. */

import { t } from "../../lib/i18n.js";
import { isAdmin, myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";

/** Returns them as the menu takes them: icon, label, act. @param {any} message @returns {[string, string, () => void][]} */
export function contentActions(message) {
  const { poll } = message.content ?? {};
  const isMine = message.sender_id === myId.value;
  /** @type {[string, string, () => void][]} */
  const all = [];
  if (poll && !poll.ended_at && (isMine || isAdmin.value)) all.push(["poll", t("poll.end"), () => syncLayer().then((on) => on.endPoll(message))]);
  return all;
}
