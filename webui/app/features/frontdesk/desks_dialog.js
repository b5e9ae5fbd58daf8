/** All front desks, for the owner and admins: this browser is made one, and each is changed or ended. */

import { h, html, useEffect, useState } from "../../html.js";
import { deviceText } from "../../lib/device.js";
import { list, t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { ago } from "../../lib/relative_time.js";
import { get, remove } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { openOverlay, overlays } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { DeskForm } from "./desk_form.js";
import { secondsText } from "./seconds.js";

/** So many people are named; of more only the number is said. */
const NAMED = 6;

export function DesksDialog() {
  const [{ desks, withPin, problem }, setState] = useState({ desks: /** @type {any[] | null} */ (null), withPin: /** @type {string[]} */ ([]), problem: "" });
  const load = () => get("/api/front-desks").then(
    (answer) => setState({ desks: answer.front_desks, withPin: answer.with_pin, problem: "" }),
    (error) => setState((before) => ({ ...before, problem: error.message })),
  );
  const depth = overlays.value.length;
  useEffect(() => void load(), [depth]);
  return html`<${Dialog} title=${t("desk.all")} kind="sheet tall">
    <p class="note lead">${t("desk.all_lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${desks?.length === 0 && html`<p class="nobody">${t("desk.none")}</p>`}
    <ul class="desk-list">${rowsOf(desks ?? [], (one) => one.id, (desk) => h(Row, { desk, withPin, load }), (one) => one.name)}</ul>
    <button type="button" class="button primary wide-button" onClick=${() => openOverlay(DeskForm, { desk: null, withPin })}>${h(Icon, { name: "plus", small: true })}${t("desk.make_here")}</button>
  <//>`;
}

/** @param {{desk: any, withPin: string[], load: () => Promise<any>}} props */
function Row({ desk, withPin, load }) {
  const names = desk.user_ids.map((/** @type {string} */ id) => isolated(nameOf(id)));
  const end = () => confirm({
    title: t("desk.end_title", { name: isolated(desk.name) }), happens: [t("desk.end_text"), t("desk.end_kept")], label: t("desk.end"),
    act: () => remove(`/api/front-desks/${desk.id}`).then(load),
  });
  return html`<li class="desk-row"><div><b><bdi>${desk.name}</bdi></b>
    <p class="hint">${names.length > NAMED ? t("desk.people_many", { n: names.length }) : list(names)}</p>
    <p class="hint">${[deviceText(desk), t("desk.locks_after", { time: secondsText(desk.lock_seconds) }), t("desk.made", { when: ago(desk.created_at) })].filter(Boolean).join(" · ")}</p>
    <p class="hint">${desk.open_by ? t("desk.open_by", { name: isolated(nameOf(desk.open_by)) }) : t("desk.locked")}</p></div>
    <div class="buttons"><button type="button" class="button small" onClick=${() => openOverlay(DeskForm, { desk, withPin })}>${t("desk.change")}</button>
    <button type="button" class="button small danger" onClick=${end}>${t("desk.end")}</button></div></li>`;
}
