/** Chooses people from a list that is filtered while typing. The keyboard is enough: arrow keys, and Enter for the marked person. */

import { h, html, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { fitText } from "../../lib/name_match.js";
import { nameKey, plain } from "../../lib/text.js";
import { everyone } from "../../store/people.js";
import { myId } from "../../store/session.js";
import { Guard, Icon, PresenceAvatar, isTouch, useGrowing, PlainRow } from "../../ui/parts.js";
import { PersonName } from "./everyone.js";

const LIST = "people-choices";

/** Returns the people whose name matches, the best first; the others in their order. @param {string} typed @param {Set<string>} without @returns {any[]} */
function fitting(typed, without) {
  const all = everyone.value.filter((user) => user.id !== myId.value && !without.has(user.id));
  const wanted = plain(typed.trim());
  const fits = all.map((user) => ({ user, rank: fitText(nameKey(user), wanted) })).filter(({ rank }) => rank !== null);
  return fits.sort((a, b) => Number(a.rank) - Number(b.rank)).map(({ user }) => user);
}

/**
 * @param {{chosen: Set<string>, onChange: (chosen: Set<string>) => void, without?: Set<string>, label: string,
 *   onEnter?: (user: any) => void, enterHint?: (user: any) => string, autofocus?: boolean}} props
 *   onEnter: in place of choosing, on Enter; null where nothing is typed
 */
export function PeoplePicker({ chosen, onChange, without = new Set(), label, onEnter, enterHint, autofocus = false }) {
  const [{ typed, at }, setState] = useState({ typed: "", at: 0 });
  const fits = fitting(typed, without);
  const drawn = useGrowing(fits.length);
  const toggle = useRef((/** @type {string} */ _id) => {});
  toggle.current = (id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const marked = typed.trim() ? fits[at] : null;
  const enter = () => {
    if (onEnter) onEnter(marked);
    else if (marked) toggle.current(marked.id);
    if (marked) setState({ typed: "", at: 0 });
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && marked) setState({ typed, at: (at + step + fits.length) % fits.length });
    else if (event.key === "Enter") enter();
    else return;
    event.preventDefault();
  };
  return html`<div class="picker">
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${label}</span>
      <input type="search" placeholder=${label} autocomplete="off" autofocus=${autofocus && !isTouch()} value=${typed} aria-controls=${LIST}
        aria-activedescendant=${marked ? `choice-${marked.id}` : undefined} onKeyDown=${key} onInput=${(/** @type {any} */ event) => setState({ typed: event.currentTarget.value, at: 0 })} /></label>
    ${enterHint && html`<p class="note" role="status">${marked && !isTouch() && enterHint(marked)}</p>`}
    <ul class="choices" id=${LIST} aria-label=${label}>
      ${fits.slice(0, drawn).map((user) => h(Guard, { key: user.id, of: Choice, plain: PlainRow, words: user.name, user, isChosen: chosen.has(user.id), isMarked: user === marked, toggle }))}
      ${fits.length === 0 && html`<li class="nobody">${typed ? t("people.none_found") : t("people.none")}</li>`}
    </ul>
  </div>`;
}

/** @param {{user: any, isChosen: boolean, isMarked: boolean, toggle: {current: (id: string) => void}}} props */
const Choice = ({ user, isChosen, isMarked, toggle }) => html`<li id=${`choice-${user.id}`} data-marked=${isMarked ? "" : undefined}><label>
  ${h(PresenceAvatar, { id: user.id, name: user.name, tiny: true })}${h(PersonName, { user })}
  <input type="checkbox" checked=${isChosen} onChange=${() => toggle.current(user.id)} /></label></li>`;
