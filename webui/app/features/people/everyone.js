/** The list of everyone in the office with their roles. A click opens the person. */

import { computed, h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { byNameKey, nameKey, plain } from "../../lib/text.js";
import { users } from "../../store/people.js";
import { openOverlay } from "../../store/route.js";
import { myId } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, PresenceAvatar, rowsOf, useGrowing } from "../../ui/parts.js";
import { PersonDialog } from "./person_dialog.js";
import { marksOf } from "./roles.js";

/** Opens the dialog of one person. @param {string} id */
export const openPerson = (id) => openOverlay(PersonDialog, { id });

/** Deactivated people are listed too. */
const byName = computed(() => [...users.value.values()].sort(byNameKey));

export function Everyone() {
  const [typed, setTyped] = useState("");
  const wanted = plain(typed);
  const fits = byName.value.filter((user) => nameKey(user).includes(wanted));
  const here = fits.filter((user) => user.active);
  const gone = fits.filter((user) => !user.active);
  const drawn = useGrowing(fits.length);
  return html`<${Dialog} title=${t("everyone.title")} kind="drawer">
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${t("people.find")}</span>
      <input type="search" placeholder=${t("people.find")} autocomplete="off" value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} /></label>
    <ul class="choices" aria-label=${t("everyone.title")}>
      ${rows(here.slice(0, drawn))}
      ${fits.length === 0 && html`<li class="nobody">${t("people.none_found")}</li>`}
    </ul>
    ${gone.length > 0 && html`<h3 id="everyone-gone">${t("everyone.gone")}</h3>
      <ul class="choices" aria-labelledby="everyone-gone">${rows(gone.slice(0, drawn))}</ul>`}
  <//>`;
}

/** @param {any[]} people */
const rows = (people) => rowsOf(people, (user) => user.id, drawRow, (user) => user.name);

/** @param {any} user */
const drawRow = (user) => h(Row, { user });

/** @param {{user: any}} props */
const Row = ({ user }) => html`<li><button type="button" class="choice" aria-haspopup="dialog" onClick=${() => openPerson(user.id)}>
  ${h(PresenceAvatar, { id: user.id, name: user.name, tiny: true })}${h(PersonName, { user })}
</button></li>`;

/** A name with the person's role beneath it. @param {{user: any}} props */
export function PersonName({ user }) {
  const words = [user.id === myId.value && t("panel.you"), ...marksOf(user)].filter(Boolean);
  return html`<span class="name"><bdi>${user.name}</bdi>${words.length > 0 && html`<small>${words.join(" · ")}</small>`}</span>`;
}
