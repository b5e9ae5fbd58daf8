/** Choosing people from a list that shrinks as one types. */

import { h, html, useState } from "../html.js";
import { t } from "../lib/i18n.js";
import { plain } from "../lib/text.js";
import { everyone } from "../store/people.js";
import { myId } from "../store/session.js";
import { Icon, LiveFace, rowsOf } from "../ui/parts.js";
import { Named } from "./everyone.js";

/**
 * @param {{chosen: Set<string>, onChange: (chosen: Set<string>) => void, without?: Set<string>, label: string}} props
 */
export function PeoplePicker({ chosen, onChange, without = new Set(), label }) {
  const [typed, setTyped] = useState("");
  const fits = everyone.value.filter((user) => user.id !== myId.value && !without.has(user.id) && plain(user.name).includes(plain(typed)));
  const toggle = (/** @type {string} */ id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return html`<div class="picker">
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${label}</span>
      <input type="search" placeholder=${label} autocomplete="off" value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} /></label>
    <ul class="choices" aria-label=${label}>
      ${rowsOf(fits, (user) => user.id, (user) => html`<li><label>
        ${h(LiveFace, { id: user.id, name: user.name, tiny: true })}${h(Named, { user })}
        <input type="checkbox" checked=${chosen.has(user.id)} onChange=${() => toggle(user.id)} /></label></li>`, (user) => user.name)}
      ${fits.length === 0 && html`<li class="nobody">${typed ? t("people.none_found") : t("people.none")}</li>`}
    </ul>
  </div>`;
}
