/** Copies text without the clipboard API, which plain http does not have. */

import { t } from "../../lib/i18n.js";
import { toast } from "../../store/toasts.js";

/** Copies text without a message. Returns whether it worked. @param {string} text @param {Element} [inside] an open dialog: outside it nothing can be selected @returns {boolean} */
export function copySilently(text, inside = document.body) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "hidden" });
  inside.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return isCopied;
}

/** Copies text and says so. @param {string} text */
export function copyText(text) {
  toast(copySilently(text) ? t("copy.done") : t("copy.failed"));
}
