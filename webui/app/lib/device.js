/** Names a device by its browser and its system, in the page's language. */

import { t } from "./i18n.js";

/** @param {{device: string, device_key?: string, device_values?: Record<string, unknown>}} one what the host tells of it, in English and by key @returns {string} "" when it is not known */
export const deviceText = ({ device, device_key: key, device_values: values }) => (key ? t(key, values) : device);
