/** What the keys of the page itself do. */

import { t } from "../../lib/i18n.js";
import { navigate, openLazily, whenLoaded } from "../../store/route.js";
import { frontDesk } from "../../store/session.js";

const turn = () => import("../frontdesk/turn.js");
const sheet = () => import("./key_sheet.js");

/** Opens the sheet of keys. */
export const openKeys = () => openLazily(sheet, "KeySheet");

/** Opens the settings. */
export const openSettings = () => navigate("/settings");

/** Opens the emoji panel of the composer, as its button does. Without a composer the key is the browser's. */
export function openEmoji() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`.composer button[aria-label="${CSS.escape(t("composer.emoji"))}"]`));
  button?.click();
  return button !== null;
}

/** Locks the front desk. Elsewhere the key is the browser's. */
export function lockDesk() {
  if (frontDesk.peek()) whenLoaded(turn, (module) => module.lock());
  return frontDesk.peek() !== null;
}
