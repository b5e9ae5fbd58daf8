/** Why an import leaves something out. */

import { t } from "../../lib/i18n.js";

/** @typedef {{reason: string, reason_key?: string, reason_values?: Record<string, unknown>}} Reason the host's sentence in English, and by its key; a report of an earlier version has no key */

/** @param {Reason} one */
export const reasonText = ({ reason, reason_key: key, reason_values: values }) => (key ? t(key, values) : reason);
