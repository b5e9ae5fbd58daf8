/** The details of a room: its notifications, what is said about it, its members, and the button to leave it. */

import { h, html, useEffect, useState } from "../../html.js";
import { compare, t } from "../../lib/i18n.js";
import { members, nameOf, titleOf, users } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { me, myId } from "../../store/session.js";
import { closeBeside } from "../../store/side_panel.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { openFiles } from "../../ui/open_files.js";
import { Icon, IconButton, PresenceAvatar, rowsOf } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { PersonName, openPerson } from "../people/everyone.js";
import { openPins } from "../reading/open.js";
import { RoomAbout } from "./room_about.js";
import { RoomState } from "./room_state.js";
import { PeoplePicker } from "../people/people_picker.js";

/** Beside the room, in a wide window. @param {{id: string, edits?: boolean}} props edits: whether what is said about it can be changed at once */
export function RoomDetails({ id, edits = false }) {
  const room = rooms.value.get(id);
  useEffect(() => {
    if (!room) closeBeside();
  }, [!room]);
  return room && html`<${PanelFrame} title=${t("room.details")} note=${html`<bdi>${titleOf(room)}</bdi>`}>${h(Details, { room, edits })}<//>`;
}

/** A sheet, on a phone. @param {{id: string, edits?: boolean}} props */
export function RoomSheet({ id, edits = false }) {
  const room = rooms.value.get(id);
  return room && html`<${Dialog} title=${titleOf(room)} isName kind="drawer">${h(Details, { room, edits })}<//>`;
}

/** @param {{room: any, edits: boolean}} props */
function Details({ room, edits }) {
  const { id, kind } = room;
  const isDirect = kind === "direct";
  return html`<div class="details">
    ${h(Places, { id })}
    ${h(Notify, { room })}
    ${!isDirect && h(RoomAbout, { key: id, room, mayChange: mayChange() && !room.archived, edits })}
    ${h(People, { room })}
    ${!isDirect && h(RoomState, { room })}
    ${!isDirect && !room.home && html`<button type="button" class="button danger wide-button" onClick=${() => closeOverlay().then(() => syncLayer()).then((on) => on.leaveRoom(id))}>
      ${h(Icon, { name: "leave", small: true, turns: true })}${t("panel.leave")}</button>`}
  </div>`;
}

/** What people look for in a room, before what is said about it. @param {{id: string}} props */
function Places({ id }) {
  /** @type {[string, string, (id: string) => void][]} icon, words and what it opens */
  const places = [["pin", t("pins.title"), openPins], ["folder", t("files.title"), openFiles]];
  return html`<div class="places">${places.map(([icon, label, open]) => html`<button key=${icon} type="button" class="button" onClick=${() => closeOverlay().then(() => open(id))}>
    ${h(Icon, { name: icon, small: true })}${label}</button>`)}</div>`;
}

const mayChange = () => me.value.role !== "guest" && !me.value.read_only;

/** @param {{room: any}} props */
function Notify({ room }) {
  const options = [
    ["everything", t("panel.everything")], ["mentions", t("panel.mentions")], ["nothing", t("panel.nothing")], ["hidden", t("panel.hidden")],
  ];
  const choose = (/** @type {any} */ event) => {
    const involvement = event.currentTarget.value;
    void syncLayer().then((on) => on.setInvolvement(room.id, involvement));
  };
  return html`<div class="entry"><label for="involvement">${t("panel.notify")}</label>
    <select id="involvement" value=${room.involvement} onChange=${choose}>
      ${options.map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}
    </select></div>`;
}

/** @param {{room: any}} props */
function People({ room }) {
  const ids = room.kind === "direct" ? room.user_ids : [...(members.value.get(room.id)?.keys() ?? [])];
  const here = ids.filter((/** @type {string} */ id) => users.value.get(id)?.active !== false);
  here.sort((/** @type {string} */ a, /** @type {string} */ b) => compare(nameOf(a), nameOf(b)));
  const add = () => openOverlay(AddPeople, { id: room.id }, { replace: true });
  return html`<section aria-labelledby="panel-people">
    <h3 id="panel-people">${t("panel.people", { n: here.length })}
      ${room.kind !== "direct" && mayChange() && !room.archived && html`<button type="button" class="button small" onClick=${add}>${h(Icon, { name: "person", small: true })}${t("panel.add")}</button>`}</h3>
    <ul class="choices">${rowsOf(here, (id) => id, (id) => h(Person, { id, room }), nameOf)}</ul>
  </section>`;
}

/** @param {{id: string, room: any}} props */
function Person({ id, room }) {
  const isMe = id === myId.value;
  const mayRemove = !isMe && !room.home && room.kind !== "direct" && me.value.role !== "guest";
  return html`<li class="choice">
    <button type="button" class="who-button" aria-haspopup="dialog" onClick=${() => openPerson(id)}>
      ${h(PresenceAvatar, { id, name: nameOf(id), tiny: true })}${h(PersonName, { user: users.value.get(id) ?? { id, name: nameOf(id), active: true, role: "member" } })}</button>
    ${mayRemove && h(IconButton, { icon: "remove-person", label: t("panel.remove", { name: nameOf(id) }), onClick: () => syncLayer().then((on) => on.removeMember(room.id, id)) })}
  </li>`;
}

/** The dialog for adding members. @param {{id: string}} props */
export function AddPeople({ id }) {
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const add = () => closeOverlay().then(() => syncLayer()).then((on) => on.addMembers(id, [...chosen]));
  return html`<${Dialog} title=${t("panel.add")} kind="sheet tall">
    ${h(PeoplePicker, { chosen, onChange: setChosen, without: new Set(members.value.get(id)?.keys()), label: t("people.find"), autofocus: true })}
    <div class="dialog-foot"><button type="button" class="button primary wide-button" disabled=${chosen.size === 0} onClick=${add}>${chosen.size > 0 ? t("panel.add_chosen", { n: chosen.size }) : t("panel.add")}</button></div>
  <//>`;
}
