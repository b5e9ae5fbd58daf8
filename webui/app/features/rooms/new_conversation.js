/** Starts something new: a conversation with one or several people, notes to oneself, or a room. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { post } from "../../net/api.js";
import { putRoom } from "../../store/rooms.js";
import { navigate, openOverlay } from "../../store/route.js";
import { isGuest, limits } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { BrowseRooms } from "./browse_rooms.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { PeoplePicker } from "../people/people_picker.js";

export function NewConversation() {
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const start = (/** @type {string[]} */ ids) => syncLayer().then((on) => on.openDirect(ids));
  const toggled = (/** @type {string} */ id) => new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]);
  // A name and Enter open the conversation. Once a group has been started they add to it, and Enter alone opens it.
  const enter = (/** @type {any} */ user) => {
    if (user && chosen.size === 0) void start([user.id]);
    else if (user) setChosen(toggled(user.id));
    else if (chosen.size > 0) void start([...chosen]);
  };
  const hint = (/** @type {any} */ user) => (chosen.size === 0 ? t("new.enter_opens", { name: isolated(user.name) }) : t("new.enter_adds", { name: isolated(user.name) }));
  const instead = (/** @type {any} */ component) => () => openOverlay(component, {}, { replace: true });
  return html`<${Dialog} title=${t("new.title")} kind="sheet tall">
    <ul class="menu">
      ${!isGuest.value && html`<li><button type="button" onClick=${instead(NewRoom)}>${h(Icon, { name: "hash" })}<span>${t("new.room")}</span></button></li>
      <li><button type="button" onClick=${instead(BrowseRooms)}>${h(Icon, { name: "compass" })}<span>${t("sidebar.browse")}</span></button></li>`}
      <li><button type="button" onClick=${() => start([])}>${h(Icon, { name: "smartphone" })}<span>${t("room.notes")}</span></button></li>
    </ul>
    <h3>${t("new.people")}</h3>
    ${h(PeoplePicker, { chosen, onChange: setChosen, label: t("people.find"), onEnter: enter, enterHint: hint, autofocus: true })}
    <div class="dialog-foot"><button type="button" class="button primary wide-button" disabled=${chosen.size === 0} onClick=${() => start([...chosen])}>
      ${chosen.size > 1 ? t("new.start_group", { n: chosen.size }) : t("new.start")}</button></div>
  <//>`;
}

function NewRoom() {
  const [chosen, setChosen] = useState(/** @type {Set<string>} */ (new Set()));
  const form = useForm(async ({ name, kind }) => {
    if (!name.trim()) throw wrong("name", t("newroom.name_empty"));
    const { room } = await post("/api/rooms", { name, kind, user_ids: [...chosen] });
    putRoom(room);
    navigate(`/r/${room.id}`);
  });
  const { error } = form;
  return html`<${Dialog} title=${t("newroom.title")} kind="sheet tall">
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["name"] })}
      ${h(Field, { name: "name", label: t("newroom.name"), error, maxlength: limits.value.room_name, autocomplete: "off", autofocus: true })}
      <fieldset class="kinds"><legend>${t("newroom.who")}</legend>
        ${h(Kind, { kind: "open", icon: "hash", label: t("newroom.open"), hint: t("newroom.open_hint"), checked: true })}
        ${h(Kind, { kind: "closed", icon: "lock", label: t("newroom.closed"), hint: t("newroom.closed_hint"), checked: false })}
      </fieldset>
      ${h(PeoplePicker, { chosen, onChange: setChosen, label: t("newroom.people") })}
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("newroom.submit")}</button></div>
    </form>
  <//>`;
}

/** @param {{kind: string, icon: string, label: string, hint: string, checked: boolean}} props */
const Kind = ({ kind, icon, label, hint, checked }) => html`<label class="kind">
  <input type="radio" name="kind" value=${kind} defaultChecked=${checked} />${h(Icon, { name: icon })}<span><b>${label}</b>${hint}</span>
</label>`;
