/** Words that come into a field otherwise than by its keyboard: a name, an emoji. The browser's own Undo takes them back. */

/**
 * As if it had been typed: the caret stands behind it, and the field hears of it.
 * @param {HTMLTextAreaElement} field @param {string} words @param {number} [from] @param {number} [to] what it replaces
 */
export function insert(field, words, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated, and still the only way that all browsers can undo.
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: words }));
}
