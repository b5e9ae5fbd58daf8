/** The field of a search beside the room, with the list that completes what is typed. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { phone } from "../../store/viewport.js";
import { Icon, IconButton, isTouch } from "../../ui/parts.js";
import { CompletionRow } from "./completion_row.js";

/** @typedef {import("./completions.js").Completion} Completion */

/** @param {{query: import("./query.js").Query, takesFocus: boolean, onDown: () => void}} props onDown: leads from the field to the results */
export function SearchField({ query, takesFocus, onDown }) {
  const field = useRef(/** @type {any} */ (null));
  const [at, setAt] = useState(-1);
  const [isShut, setShut] = useState(false);
  useLayoutEffect(() => {
    query.field = field.current;
    if (takesFocus) field.current.focus({ preventScroll: true });
    return () => (query.field = null);
  }, []);
  const text = query.text.value;
  const found = isShut && query.offered.value.length === 0 ? null : query.completion();
  // A word that may become a filter is taken only by somebody who goes to it; of names the first one is near.
  const first = found && (!found.isWord || query.offered.value.length > 0) ? 0 : -1;
  const chosen = found ? Math.min(at < 0 ? first : at, found.options.length - 1) : -1;
  useEffect(() => setAt(-1), [text]);
  const type = (/** @type {any} */ event) => {
    setShut(false);
    query.type(event.currentTarget.value, event.currentTarget.selectionStart);
  };
  const clear = () => {
    query.type("");
    field.current.focus();
  };
  const everywhere = phone.value ? t("sidebar.jump") : t("search.placeholder");
  const placeholder = query.room.value === null ? everywhere : t("room.search");
  const acts = { found, chosen, setAt, shut: () => (query.offered.peek().length > 0 ? (query.offered.value = []) : setShut(true)), onDown };
  return html`<div class="search-field">
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${placeholder}</span>
      <input ref=${field} type="text" role="combobox" aria-expanded=${String(found !== null)} aria-controls="completions" aria-autocomplete="list" autocomplete="off" autocapitalize="off" spellcheck=${false} enterkeyhint="search" dir="auto" maxlength="1000"
        value=${text} placeholder=${placeholder} aria-activedescendant=${chosen >= 0 ? `completion-${chosen}` : undefined}
        onInput=${type} onKeyUp=${() => query.moved()} onClick=${() => query.moved()} onKeyDown=${(/** @type {KeyboardEvent} */ event) => pressed(event, query, acts)} /></label>
    ${text !== "" && h(IconButton, { icon: "x", small: true, label: t("search.clear"), onClick: clear })}
    <ul class="options search-completions" role="listbox" id="completions" aria-label=${t("search.completions")} hidden=${found === null}>
      ${(found?.options ?? []).map((option, index) => html`<li key=${`${option.kind} ${option.id}`} id=${`completion-${index}`} role="option" aria-selected=${String(index === chosen)} onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}
        onClick=${() => query.take(/** @type {Completion} */ (found), option)}>${h(CompletionRow, { option })}</li>`)}
    </ul>
  </div>`;
}

/** @typedef {{found: Completion | null, chosen: number, setAt: (at: number) => void, shut: () => void, onDown: () => void}} Acts */

/** @param {KeyboardEvent} event @param {import("./query.js").Query} query @param {Acts} acts */
function pressed(event, query, { found, chosen, setAt, shut, onDown }) {
  if (event.isComposing || event.keyCode === 229) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isTaking = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey);
  if (found && step) setAt((Math.max(chosen, step > 0 ? -1 : 0) + step + found.options.length) % found.options.length);
  else if (found && isTaking && chosen >= 0) query.take(found, found.options[chosen]);
  else if (found && event.key === "Escape") shut();
  else if (event.key === "ArrowDown") onDown();
  else if (event.key === "Enter") leaveField(query, onDown);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Enter looks at once. On a phone it puts the keyboard away, so that the results can be seen. @param {import("./query.js").Query} query @param {() => void} onDown */
function leaveField(query, onDown) {
  query.keep();
  if (isTouch()) query.field?.blur();
  else onDown();
}
