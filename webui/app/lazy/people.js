/** Choosing people from a list that shrinks as one types. */

import { h, html, useRef, useState } from "../html.js";
import { t } from "../lib/i18n.js";
import { nameKey, plain } from "../lib/text.js";
import { everyone } from "../store/people.js";
import { myId } from "../store/session.js";
import { Guard, Icon, LiveFace, useGrowing, Words } from "../ui/parts.js";
import { Named } from "./everyone.js";

/**
 * @param {{chosen: Set<string>, onChange: (chosen: Set<string>) => void, without?: Set<string>, label: string}} props
 */
export function PeoplePicker({ chosen, onChange, without = new Set(), label }) {
  const [typed, setTyped] = useState("");
  const wanted = plain(typed);
  const fits = everyone.value.filter((user) => user.id !== myId.value && !without.has(user.id) && nameKey(user).includes(wanted));
  const drawn = useGrowing(fits.length);
  const toggle = useRef((/** @type {string} */ _id) => {});
  toggle.current = (id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return html`<div class="picker">
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${label}</span>
      <input type="search" placeholder=${label} autocomplete="off" value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} /></label>
    <ul class="choices" aria-label=${label}>
      ${fits.slice(0, drawn).map((user) => h(Guard, { key: user.id, of: Choice, plain: Words, words: user.name, user, isChosen: chosen.has(user.id), toggle }))}
      ${fits.length === 0 && html`<li class="nobody">${typed ? t("people.none_found") : t("people.none")}</li>`}
    </ul>
  </div>`;
}

/** @param {{user: any, isChosen: boolean, toggle: {current: (id: string) => void}}} props */
const Choice = ({ user, isChosen, toggle }) => html`<li><label>
  ${h(LiveFace, { id: user.id, name: user.name, tiny: true })}${h(Named, { user })}
  <input type="checkbox" checked=${isChosen} onChange=${() => toggle.current(user.id)} /></label></li>`;
