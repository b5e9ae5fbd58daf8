/** The invite links beside the office's own: each with a role, rooms and an expiry; shown again, renewed or revoked. */

import { h, html, useEffect, useState } from "../../html.js";
import { series, t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { get, post, remove } from "../../net/api.js";
import { rooms } from "../../store/rooms.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { Field, Problem, useForm } from "../shared/form.js";
import { AddressField, QrCode } from "../shared/qr_code.js";
import { RoleAndRooms, useRoleAndRooms } from "./role_and_rooms.js";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const LABEL_CHARACTERS = 60;

export function InviteLinks() {
  const [all, setAll] = useState(/** @type {any[]} */ ([]));
  const [problem, setProblem] = useState("");
  const load = () => get("/api/invites").then((answer) => setAll(answer.invites), (error) => setProblem(error.message));
  useEffect(() => void load(), []);
  const make = () => openOverlay(MakeLink, { changed: load });
  return html`<section class="links" aria-labelledby="links-title">
    <h3 id="links-title">${t("links.title")}<button type="button" class="button small" onClick=${make}>${h(Icon, { name: "plus", small: true })}${t("links.make")}</button></h3>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <ul class="choices">${rowsOf(all, (invite) => invite.id, (invite) => h(Row, { invite, changed: load }), titleOf)}</ul>
    ${all.length === 0 && !problem && html`<p class="note">${t("links.none")}</p>`}
  </section>`;
}

/** @param {{invite: any, changed: () => void}} props */
const Row = ({ invite, changed }) => html`<li><button type="button" class="link-row" onClick=${() => openOverlay(ShowLink, { invite, changed })}>
  ${h(Icon, { name: "link" })}<span class="name"><bdi>${titleOf(invite)}</bdi><small>${about(invite)}</small></span></button></li>`;

/** @param {any} invite */
const titleOf = (invite) => invite.label || (invite.role === "guest" ? t("links.for_guest") : t("links.for_member"));

/** @param {any} invite */
function about(invite) {
  const names = invite.room_ids.map((/** @type {string} */ id) => rooms.value.get(id)?.name).filter(Boolean);
  return [
    invite.label && (invite.role === "guest" ? t("role.guest") : t("role.member")),
    invite.read_only && t("role.read_only"),
    series(names),
    ending(invite),
    invite.joined > 0 && t("links.joined", { n: invite.joined }),
  ].filter(Boolean).join(" · ");
}

/** @param {any} invite */
function ending(invite) {
  if (!invite.expires_at) return "";
  return new Date(invite.expires_at) < new Date() ? t("links.expired") : t("links.until", { when: brief(invite.expires_at) });
}

/** @param {{changed: () => void}} props */
function MakeLink({ changed }) {
  const terms = useRoleAndRooms();
  const form = useForm(async ({ label, expires_in }) => {
    terms.check();
    const { invite } = await post("/api/invites", { ...terms.values(), label, expires_in: Number(expires_in) || null });
    changed();
    openOverlay(ShowLink, { invite, changed }, { replace: true });
  });
  return html`<${Dialog} title=${t("links.make")} kind="sheet tall">
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["label"] })}
      ${h(Field, { name: "label", label: t("links.label"), hint: t("links.label_hint"), error: form.error, maxlength: LABEL_CHARACTERS, autocomplete: "off" })}
      ${h(RoleAndRooms, { terms })}
      ${h(Expiry, { chosen: 7 * DAY_SECONDS })}
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("links.make")}</button></div>
    </form>
  <//>`;
}

/** @param {{chosen: number}} props */
function Expiry({ chosen }) {
  const options = [[HOUR_SECONDS, t("links.hour")], [DAY_SECONDS, t("links.day")], [7 * DAY_SECONDS, t("links.week")], [30 * DAY_SECONDS, t("links.month")], [0, t("links.never")]];
  return html`<div class="entry"><label for="expires_in">${t("links.expires")}</label>
    <select id="expires_in" name="expires_in">${options.map(([seconds, label]) => html`<option key=${seconds} value=${seconds} selected=${seconds === chosen}>${label}</option>`)}</select></div>`;
}

/** @param {{invite: any, changed: () => void}} props */
function ShowLink({ invite, changed }) {
  const [shown, setShown] = useState(invite);
  const seconds = shown.expires_at ? Math.round((Date.parse(shown.expires_at) - Date.parse(shown.created_at)) / 1000) : null;
  const renew = () => confirm({
    title: t("links.renew"), label: t("links.renew"), happens: [t("links.renew_old")],
    act: () => post(`/api/invites/${shown.id}/renew`, { expires_in: seconds }).then((answer) => (setShown(answer.invite), changed())),
  });
  const revoke = () => confirm({
    title: t("links.revoke"), label: t("links.revoke"), happens: [t("links.revoke_what"), t("join_methods.new_link_people")],
    act: () => remove(`/api/invites/${shown.id}`).then(changed).then(() => void setTimeout(closeOverlay)),
  });
  return html`<${Dialog} title=${titleOf(shown)} kind="invite"><div class="invite-body">
    <p>${about(shown)}</p>
    ${h(QrCode, { qr: shown.qr, label: t("links.qr", { name: titleOf(shown) }) })}
    ${h(AddressField, { url: shown.join_url, shown: shown.join_url.replace(/^https?:\/\//, "") })}
    <div class="invite-acts">
      <a class="button" href=${`/poster?link=${shown.id}`}>${h(Icon, { name: "print", small: true })}${t("invite.poster")}</a>
      <button type="button" class="button" onClick=${renew}>${h(Icon, { name: "retry", small: true })}${t("links.renew")}</button>
      <button type="button" class="button danger" onClick=${revoke}>${h(Icon, { name: "trash", small: true })}${t("links.revoke")}</button>
    </div>
  </div><//>`;
}
