/** The rooms of a guest. They are chosen one by one, because a guest cannot browse rooms. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { patch, remove } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { Problem } from "../shared/form.js";
import { assignableRooms } from "./assignable_rooms.js";
import { toast } from "../../store/toasts.js";

/** @param {{id: string, role?: string, onCancel?: () => void}} props role: "guest" where the person is none yet */
export function GuestRooms({ id, role, onCancel }) {
  const [rooms, setRooms] = useState(/** @type {any[] | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const [state, setState] = useState({ busy: false, error: /** @type {any} */ (null) });
  const isDone = useRef(false);
  const before = useRef(/** @type {Set<string>} */ (new Set()));
  useEffect(() => {
    assignableRooms(id).then(({ rooms: all, mine }) => (setRooms(all), setChosen((before.current = mine))), (error) => setState({ busy: false, error }));
    return () => void (isDone.current || onCancel?.());
  }, [id]);
  const save = async () => {
    setState({ busy: true, error: null });
    try {
      await settle(id, role, before.current, chosen);
      isDone.current = true;
      toast(t("action.saved"));
      await closeOverlay();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return html`<${Dialog} title=${t("guestrooms.title", { name: nameOf(id) })} kind="sheet tall">
    <p class="note">${t("guestrooms.lead")}</p>
    ${h(Problem, { error: state.error, fields: [] })}
    <ul class="choices">${rooms && rowsOf(rooms, (room) => room.id, (room) => h(Choice, { room, on: chosen.has(room.id), toggle: () => setChosen(without(chosen, room.id)) }), (room) => room.name)}</ul>
    ${rooms?.length === 0 && html`<p class="nobody">${t("guestrooms.none")}</p>`}
    <div class="dialog-foot"><button type="button" class="button primary wide-button" disabled=${!rooms || chosen.size === 0} aria-busy=${String(state.busy)} onClick=${save}>
      ${role ? t("guestrooms.make_guest") : t("action.save")}</button></div>
  <//>`;
}

/**
 * The host adds rooms; those that are no longer chosen are left one by one. Someone who has just become a guest has
 * left the open rooms by then.
 * @param {string} id @param {string | undefined} role @param {Set<string>} before @param {Set<string>} chosen
 */
async function settle(id, role, before, chosen) {
  await patch(`/api/users/${id}`, { ...(role && { role }), room_ids: [...chosen] });
  const left = [...before].filter((room) => !chosen.has(room));
  for (const room of left) await remove(`/api/rooms/${room}/members/${id}`).catch((error) => error.code === "not_found" || Promise.reject(error));
}

/** @param {Set<string>} chosen @param {string} id */
function without(chosen, id) {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** @param {{room: any, on: boolean, toggle: () => void}} props */
const Choice = ({ room, on, toggle }) => html`<li><label>
  ${h(Icon, { name: room.kind === "closed" ? "lock" : "hash" })}<span class="name"><bdi>${room.name}</bdi></span>
  <input type="checkbox" checked=${on} onChange=${toggle} /></label></li>`;
