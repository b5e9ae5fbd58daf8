/** Sends files to a person: they come into the tray of the direct room with them. */

import { t } from "../../lib/i18n.js";
import { closeOverlay, overlays } from "../../store/route.js";
import { me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";
import { addFiles } from "./uploads.js";

/** Opens the direct room, which is made if it is not there yet. @param {string} userId my own id: for my devices @param {(File | import("./folder.js").Folder)[]} files */
export async function sendTo(userId, files) {
  if (files.length === 0) return;
  if (me.peek().read_only) return void toast(t("sending.read_only"));
  if (overlays.peek().length > 0) await closeOverlay();
  const on = await syncLayer();
  const roomId = await on.openDirect([userId]);
  if (roomId) addFiles(roomId, files);
}
