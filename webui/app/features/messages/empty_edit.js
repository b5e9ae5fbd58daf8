/** Asks whether to delete a message whose text was removed while editing. */

import { t } from "../../lib/i18n.js";
import { syncLayer } from "../../store/sync_layer.js";
import { confirm } from "../shared/confirm.js";

/** Asks, and deletes the message or leaves the edit open. @param {any} message @param {() => void} leave ends the edit */
export const askToDelete = (message, leave) => confirm({
  title: t("edit.empty_title"), happens: [t("edit.empty_text")], label: t("action.delete"),
  act: async () => {
    const on = await syncLayer();
    leave();
    on.deleteWithUndo(message);
  },
});
