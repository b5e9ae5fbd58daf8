/** Pins a message, and takes the pin away. */

import { put, remove } from "../../net/api.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";

/** @param {any} message @param {boolean} isPinned */
export async function setPinned(message, isPinned) {
  try {
    const answer = await (isPinned ? put : remove)(`/api/messages/${message.id}/pin`);
    (await syncLayer()).upsert(answer.message);
  } catch (problem) {
    toast(/** @type {any} */ (problem).message);
  }
}
