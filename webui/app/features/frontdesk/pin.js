/** What a PIN is, said before the host is asked. */

import { t } from "../../lib/i18n.js";
import { wrong } from "../shared/form.js";

/** @param {string} pin @throws an error of the field `pin` */
export function checkPin(pin) {
  if (!/^[0-9]{4,8}$/.test(pin)) throw wrong("pin", t("desk.pin_hint"));
}
