/** In the details of a room: open or closed, archived, deleted. Each asks first and says what happens. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { call, patch } from "../../net/api.js";
import { putRoom } from "../../store/rooms.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { isAdmin, me } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { Field, Problem, atField, useForm } from "../shared/form.js";

/** @param {{room: any}} props */
export function RoomState({ room }) {
  if (room.home || me.value.role === "guest" || me.value.read_only) return null;
  const acts = /** @type {[string, string, () => void][]} */ ([
    !room.archived && isAdmin.value && (room.kind === "open" ? ["lock", t("panel.close"), () => changeKind(room, "closed")] : ["unlock", t("panel.open"), () => changeKind(room, "open")]),
    room.archived ? ["archive", t("panel.unarchive"), () => archive(room, false)] : ["archive", t("panel.archive"), () => askToArchive(room)],
    me.value.role === "owner" && ["trash", t("panel.delete"), () => openOverlay(DeleteRoom, { room })],
  ].filter(Boolean));
  return html`<ul class="menu acts-on" aria-label=${t("panel.acts")}>
    ${acts.map(([icon, label, act]) => html`<li key=${icon}><button type="button" class=${icon === "trash" ? "danger" : ""} onClick=${act}>${h(Icon, { name: icon })}<span>${label}</span></button></li>`)}
  </ul>`;
}

/** @param {any} room @param {object} change */
const change = async (room, change) => putRoom((await patch(`/api/rooms/${room.id}`, change)).room);

/** @param {any} room @param {"open" | "closed"} kind */
function changeKind(room, kind) {
  const happens = kind === "open" ? [t("panel.open_found"), t("panel.open_history"), t("panel.said_in_room")] : [t("panel.close_members"), t("panel.close_others"), t("panel.said_in_room")];
  const title = kind === "open" ? t("panel.open_title", { room: room.name }) : t("panel.close_title", { room: room.name });
  confirm({ title, happens, label: kind === "open" ? t("panel.open") : t("panel.close"), danger: false, act: () => change(room, { kind }) });
}

/** @param {any} room */
function askToArchive(room) {
  confirm({
    title: t("panel.archive_title", { room: room.name }), happens: [t("panel.archive_read"), t("panel.archive_lists"), t("panel.archive_back")],
    label: t("panel.archive"), danger: false, act: () => change(room, { archived: true }),
  });
}

/** @param {any} room @param {boolean} archived */
const archive = (room, archived) => change(room, { archived }).catch((problem) => toast(problem.message));

/** The name is typed, because nothing brings the room back. @param {{room: any, onDone?: () => void}} props */
export function DeleteRoom({ room, onDone }) {
  const form = useForm(async ({ typed }) => {
    await call("DELETE", `/api/rooms/${room.id}`, { name: typed });
    onDone?.();
    await closeOverlay();
    toast(t("panel.deleted", { room: room.name }));
  });
  // The details beneath have a field "name" of their own.
  const error = atField(form.error, "name", "typed");
  return html`<${Dialog} title=${t("panel.delete_title", { room: room.name })} kind="question">
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["typed"] })}
      <ul class="happens"><li>${t("panel.delete_all")}</li><li>${t("panel.delete_never")}</li>${!room.archived && html`<li>${t("panel.delete_instead")}</li>`}</ul>
      ${h(Field, { name: "typed", label: t("panel.delete_type", { room: room.name }), error, autocomplete: "off", autofocus: true })}
      <div class="answers">
        <button type="button" class="button" onClick=${closeOverlay}>${t("action.cancel")}</button>
        <button class="button danger" aria-busy=${String(form.busy)}>${t("panel.delete")}</button>
      </div>
    </form>
  <//>`;
}
