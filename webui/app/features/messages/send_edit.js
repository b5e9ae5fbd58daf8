/** Sends an edit of a message, and leaves it when the host has accepted it. */

import { draftOf, keepDraft } from "../../store/drafts.js";
import { editing } from "../../store/editing.js";
import { syncLayer } from "../../store/sync_layer.js";
import { askToDelete } from "./empty_edit.js";

/** What was sent last of each edit that the host has not answered: with a later one, an earlier answer means nothing. @type {Map<string, string>} */
const sentEdits = new Map();

/** Sends an edit. The text stays in the field until the host has accepted it. @param {string} roomId @param {any} message @param {string} written */
export async function sendEdit(roomId, message, written) {
  const body = written.trim();
  sentEdits.set(message.id, written);
  const leave = () => void (sentEdits.get(message.id) === written && sentEdits.delete(message.id) && leaveEdit(roomId, message.id, written));
  if (body === "") askToDelete(message, leave);
  else if (body === draftOf(roomId).edit?.before || (await (await syncLayer()).edit(message.id, body))) leave();
}

/**
 * Leaves the edit. Its writer may be in another room by now, and may have typed on: what follows the text that was sent
 * begins the next message, and any other change is still an edit.
 * @param {string} roomId @param {string} messageId @param {string} written as it was sent
 */
function leaveEdit(roomId, messageId, written) {
  const { body, edit } = draftOf(roomId);
  if (edit?.id !== messageId) return;
  if (!edit.body.startsWith(written)) return keepDraft(roomId, { edit: { ...edit, before: written.trim() } });
  keepDraft(roomId, { body: [body, edit.body.slice(written.length)].filter(Boolean).join("\n"), edit: null });
  if (editing.peek()?.id === messageId) editing.value = null;
}
