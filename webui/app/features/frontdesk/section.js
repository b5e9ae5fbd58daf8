/** The section of the settings about front desks: one's PIN, the desks that one uses, and for the owner and admins all desks. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { get, remove } from "../../net/api.js";
import { openLazily, overlays, whenLoaded } from "../../store/route.js";
import { frontDesk, isAdmin, isGuest } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { Heading, Icon, rowsOf } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/frontdesk");

const dialogs = () => import("./dialogs.js");
const turn = () => import("./turn.js");

export function FrontDeskSection() {
  if (isGuest.value) return null;
  return frontDesk.value ? h(AtDesk, null) : h(Elsewhere, null);
}

const AtDesk = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("desk.title"))}
  <p class="hint">${t("desk.here", { name: isolated(frontDesk.value.name) })}</p>
  <button type="button" class="button" onClick=${() => whenLoaded(turn, (module) => module.lock())}>${h(Icon, { name: "lock", small: true })}${t("desk.lock")}</button>
</section>`;

function Elsewhere() {
  const [{ desks, hasPin }, setState] = useState({ desks: /** @type {any[]} */ ([]), hasPin: false });
  const load = () => get("/api/account/front-desks").then((answer) => setState({ desks: answer.front_desks, hasPin: answer.has_pin }), () => {});
  // A dialog that closes may have changed something.
  const isFree = overlays.value.length === 0;
  useEffect(() => void (isFree && load()), [isFree]);
  if (desks.length === 0 && !hasPin && !isAdmin.value) return null;
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("desk.title"))}
    <p class="hint">${isAdmin.value ? t("desk.lead_admin") : t("desk.lead")}</p>
    <ul class="desk-list">${rowsOf(desks, (one) => one.id, (desk) => h(OwnDesk, { desk, load }), (one) => one.name)}</ul>
    <div class="buttons">
      ${(desks.length > 0 || hasPin) && html`<button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(dialogs, "PinDialog", { hasPin })}>${h(Icon, { name: "key", small: true })}${hasPin ? t("desk.change_pin") : t("desk.set_pin")}</button>`}
      ${isAdmin.value && html`<button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(dialogs, "DesksDialog")}>${h(Icon, { name: "people", small: true })}${t("desk.manage")}</button>`}
    </div>
  </section>`;
}

/** @param {{desk: any, load: () => Promise<void>}} props */
function OwnDesk({ desk, load }) {
  const leave = () => confirm({
    title: t("desk.leave_title", { name: isolated(desk.name) }), happens: [t("desk.leave_text")], label: t("desk.leave"),
    act: () => remove(`/api/account/front-desks/${desk.id}`).then(load, (error) => toast(error.message)),
  });
  return html`<li class="desk-row"><div><b><bdi>${desk.name}</bdi></b><p class="hint">${desk.open ? t("desk.open_by_you") : t("desk.locked")}</p></div>
    <button type="button" class="button small" onClick=${leave}>${t("desk.leave")}</button></li>`;
}
