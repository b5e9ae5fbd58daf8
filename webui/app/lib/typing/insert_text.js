/** Inserts text into a field that was not typed there: a name or an emoji. The browser's own Undo removes it again, except where it has very many lines. */

import { hasManyLines } from "../text.js";

/**
 * Inserts text as if it had been typed: the caret stands after it, and the field gets an input event.
 * @param {HTMLTextAreaElement} field @param {string} words @param {number} [from] @param {number} [to] what it replaces
 */
export function insert(field, words, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(from, to);
  // This is deprecated, and still the only way that all browsers can undo.
  if (!hasManyLines(words) && document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: words }));
}
