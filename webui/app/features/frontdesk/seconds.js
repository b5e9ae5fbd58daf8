/** Writes a time after which a front desk locks. */

import { t } from "../../lib/i18n.js";

const MINUTE_SECONDS = 60;

/** @param {number} seconds @returns {string} "30 seconds", "2 minutes" */
export const secondsText = (seconds) => (seconds % MINUTE_SECONDS === 0 ? t("desk.minutes", { n: seconds / MINUTE_SECONDS }) : t("desk.seconds", { n: seconds }));
