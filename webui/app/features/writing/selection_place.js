/** Finds where a character of a text field is drawn. Browsers tell this only of text in the page, so the text is laid out once more beside the field. */

const COPIED = /** @type {const} */ (["fontFamily", "fontSize", "fontWeight", "fontStyle", "letterSpacing", "lineHeight", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "direction", "tabSize", "textIndent", "unicodeBidi"]);

/** Returns the centre of a selection and its top, pixels from the top left of the field. @param {HTMLTextAreaElement} field @param {number} from @param {number} to @returns {{x: number, y: number}} */
export function selectionPlace(field, from, to) {
  const twin = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of COPIED) twin.style[name] = style[name];
  Object.assign(twin.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "anywhere", boxSizing: "border-box", inlineSize: `${field.clientWidth}px`, insetBlockStart: "0", insetInlineStart: "0" });
  const selected = Object.assign(document.createElement("span"), { textContent: field.value.slice(from, to) || "." });
  twin.dir = "auto";
  twin.append(field.value.slice(0, from), selected, field.value.slice(to));
  field.after(twin);
  const [outer, first] = [twin.getBoundingClientRect(), selected.getClientRects()[0]];
  twin.remove();
  return { x: first.left + first.width / 2 - outer.left, y: first.top - outer.top - field.scrollTop };
}
