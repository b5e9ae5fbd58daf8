/** The choice of a role (member or guest), of read-only access, and of rooms, for someone who is invited or admitted. */

import { h, html, useEffect, useState } from "../../html.js";
import { compare, t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { rooms } from "../../store/rooms.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { wrong } from "../shared/form.js";
import { Toggle } from "../shared/toggle.js";

/** @typedef {{role: string, readOnly: boolean, chosen: Set<string>}} Choice */

/** Holds the choice of a form, and checks it. */
export function useRoleAndRooms() {
  const [choice, setChoice] = useState(/** @type {Choice} */ ({ role: "member", readOnly: false, chosen: new Set() }));
  const change = (/** @type {Partial<Choice>} */ part) => setChoice({ ...choice, ...part });
  const check = () => {
    if (choice.role === "guest" && choice.chosen.size === 0) throw wrong("room_ids", t("terms.guest_rooms"));
  };
  return { choice, change, check, values: () => ({ role: choice.role, read_only: choice.readOnly, room_ids: [...choice.chosen] }) };
}

/** The fields of the choice. @param {{terms: ReturnType<typeof useRoleAndRooms>}} props */
export function RoleAndRooms({ terms: { choice, change } }) {
  const all = useGivable();
  const toggle = (/** @type {string} */ id) => {
    const chosen = new Set(choice.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    change({ chosen });
  };
  return html`
    <fieldset class="kinds"><legend>${t("terms.role")}</legend>
      ${h(Role, { role: "member", icon: "user", label: t("role.member"), hint: t("terms.member_hint"), choice, change })}
      ${h(Role, { role: "guest", icon: "key", label: t("role.guest"), hint: t("terms.guest_hint"), choice, change })}
    </fieldset>
    ${h(Toggle, { label: t("terms.read_only"), hint: t("terms.read_only_hint"), on: choice.readOnly, onChange: (readOnly) => change({ readOnly }) })}
    <fieldset class="room-choices"><legend>${choice.role === "guest" ? t("terms.rooms") : t("terms.more_rooms")}</legend>
      <ul class="choices">
        ${all && rowsOf(all, (room) => room.id, (room) => html`<li><label>${h(Icon, { name: room.kind === "closed" ? "lock" : "hash" })}<span class="name"><bdi>${room.name}</bdi></span>
          <input type="checkbox" checked=${choice.chosen.has(room.id)} onChange=${() => toggle(room.id)} /></label></li>`, (room) => room.name)}
        ${all?.length === 0 && html`<li class="nobody">${t("terms.no_rooms")}</li>`}
      </ul>
    </fieldset>`;
}

/** @param {{role: string, icon: string, label: string, hint: string, choice: Choice, change: (part: Partial<Choice>) => void}} props */
const Role = ({ role, icon, label, hint, choice, change }) => html`<label class="kind">
  <input type="radio" name="role" value=${role} checked=${choice.role === role} onChange=${() => change({ role })} />${h(Icon, { name: icon })}<span><b>${label}</b>${hint}</span>
</label>`;

/** Returns the rooms that can be chosen: the person's own and the open ones, except for the first room, in which every member is anyway. */
function useGivable() {
  const [open, setOpen] = useState(/** @type {any[] | null} */ (null));
  useEffect(() => {
    get("/api/rooms/open").then((answer) => setOpen(answer.rooms), () => setOpen([]));
  }, []);
  if (!open) return null;
  const known = new Map([...open, ...rooms.value.values()].map((room) => [room.id, room]));
  return [...known.values()].filter((room) => room.kind !== "direct" && !room.home).sort((a, b) => compare(a.name, b.name));
}
