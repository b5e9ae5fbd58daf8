/** One person: their role, and the actions that are allowed on them. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { patch } from "../../net/api.js";
import { presenceOf, showing, users, usersChanged } from "../../store/people.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { me, myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Avatar, Icon, presenceLabel } from "../../ui/parts.js";
import { sendTo } from "../../ui/send_to.js";
import { choose } from "../shared/choose_files.js";
import { Problem } from "../shared/form.js";
import { GuestRooms } from "./guest_rooms.js";
import { allowedActions, canSetReadOnly, marksOf, roleHint, rolesFor, roleLabel } from "./roles.js";
import { confirmAction } from "./person_actions.js";
import { Profile } from "./profile.js";
import { SigninLinkDialog } from "../shared/signin_link.js";
import { Toggle } from "../shared/toggle.js";

/** @param {{id: string}} props */
export function PersonDialog({ id }) {
  const user = users.value.get(id);
  if (!user) return null;
  return html`<${Dialog} title=${user.name} isName kind="sheet person">
    ${h(Who, { user })}
    ${user.active && h(Profile, { user })}
    ${user.active && h(Reach, { user })}
    ${rolesFor(user).length > 0 && h(Role, { key: user.role, user })}
    ${canSetReadOnly(user) && h(Settled, { user })}
    ${h(Acts, { user })}
  <//>`;
}

/** The two ways to the direct room with a person: with words, and with files. @param {{user: any}} props */
const Reach = ({ user }) => html`<div class="reach">
  <button type="button" class="button primary" onClick=${() => write(user)}>${h(Icon, { name: "new", small: true })}${user.id === myId.value ? t("room.notes") : t("person.write")}</button>
  ${!me.value.read_only && html`<button type="button" class="button" onClick=${() => send(user)}>${h(Icon, { name: "up", small: true })}${t("person.send")}</button>`}
</div>`;

/** @param {any} user */
const write = (user) => closeOverlay().then(() => syncLayer()).then((on) => on.openDirect([user.id]));

/** @param {any} user */
const send = (user) => choose({ multiple: true }, (files) => sendTo(user.id, files));

/** @param {{user: any}} props */
function Who({ user }) {
  const state = presenceOf(user.id).value;
  useEffect(() => showing(user.id), [user.id]);
  const words = user.active ? [presenceLabel(state), roleLabel(user.role), user.read_only && t("role.read_only")] : marksOf(user);
  return html`<div class="who" data-person=${user.active ? user.id : undefined}>
    ${h(Avatar, { id: user.id, name: user.name, shows: user.active ? state : undefined })}
    <p>${words.filter(Boolean).join(" · ")}${!user.active && html`<small>${t("person.gone_text")}</small>`}</p>
  </div>`;
}

/** A change is sent at once. An action that cannot be undone asks first. @param {{user: any}} props */
function Role({ user }) {
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const [shown, setShown] = useState(user.role);
  const choose = (/** @type {any} */ event) => {
    const role = event.currentTarget.value;
    setShown(role);
    setProblem(null);
    const back = () => setShown(user.role);
    if (role === "owner") return confirmAction("hand_over", user, () => change(user, { role }), back);
    if (role === "guest") return openOverlay(GuestRooms, { id: user.id, role, onCancel: back });
    return change(user, { role }).catch((error) => (back(), setProblem(error)));
  };
  return html`<div class="entry"><label for="role">${t("person.role")}</label>
    <select id="role" value=${shown} onChange=${choose} aria-describedby="role-hint">
      ${rolesFor(user).map((role) => html`<option key=${role} value=${role}>${roleLabel(role)}</option>`)}
    </select>
    <p class="hint" id="role-hint">${roleHint(shown)}</p>
    ${h(Problem, { error: problem, fields: [] })}
  </div>`;
}

/** @param {any} user @param {object} what */
const change = async (user, what) => usersChanged([(await patch(`/api/users/${user.id}`, what)).user]);

/** @param {{user: any}} props */
function Settled({ user }) {
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const settle = (/** @type {boolean} */ read_only) => change(user, { read_only }).then(() => setProblem(null), setProblem);
  return html`<div class="guest">
    ${h(Toggle, { label: t("person.read_only"), hint: t("person.read_only_hint"), on: user.read_only, onChange: settle })}
    ${h(Problem, { error: problem, fields: [] })}
    ${user.role === "guest" && html`<button type="button" class="button" onClick=${() => openOverlay(GuestRooms, { id: user.id })}>${h(Icon, { name: "hash", small: true })}${t("person.rooms")}</button>`}
  </div>`;
}

/** @param {{user: any}} props */
function Acts({ user }) {
  const may = allowedActions(user);
  if (may.size === 0) return null;
  const recover = () => openOverlay(SigninLinkDialog, {
    path: `/api/users/${user.id}/sign-in-link`, title: t("person.recover"), lead: t("person.recover_lead", { name: user.name }), label: t("person.recover_qr", { name: user.name }), note: t("person.recover_note"),
  });
  /** @type {[import("./roles.js").Act, string, string, boolean][]} */
  const all = [
    ["recover", "key", t("person.recover"), false], ["signOut", "leave", t("person.sign_out"), false],
    ["reactivate", "check", t("person.reactivate"), false], ["deactivate", "clock", t("person.deactivate"), false],
    ["remove", "remove-person", t("person.remove"), true], ["ban", "ban", t("person.ban"), true],
  ];
  return html`<ul class="menu acts-on" aria-label=${t("person.acts", { name: user.name })}>
    ${all.filter(([act]) => may.has(act)).map(([act, icon, label, danger]) => html`<li key=${act}><button type="button" class=${danger ? "danger" : ""}
      onClick=${() => (act === "recover" ? recover() : confirmAction(act, user))}>${h(Icon, { name: icon, turns: icon === "leave" })}<span>${label}</span></button></li>`)}
  </ul>`;
}
