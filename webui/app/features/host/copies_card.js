/** Other computers for the office: stand-bys, which keep a copy of it, and moving it to another one. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { ago } from "../../lib/relative_time.js";
import { isolated } from "../../lib/text.js";
import { get, post, remove } from "../../net/api.js";
import { openLazily, overlays } from "../../store/route.js";
import { users } from "../../store/people.js";
import { me } from "../../store/session.js";
import { Icon, IconButton } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { Field, Problem, useFocusBack, useForm } from "../shared/form.js";
import { Card } from "./card.js";

/** How often the ages are asked for, milliseconds. */
const AGAIN_MS = 15_000;
/** A copy is renewed each minute or two while the stand-by is on. */
const OLD_MS = 300_000;

const loadMove = () => import("../relocation/move_dialog.js");

/** @typedef {{id: string, name: string, person: string, counts: boolean, copy?: {at: string, missing: number}}} Standby */

export function StandbyCard() {
  const [{ state, problem }, setState] = useState({ state: /** @type {{may_add: boolean, standbys: Standby[]} | null} */ (null), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const { opener, giveBack } = useFocusBack();
  const take = (/** @type {any} */ found) => setState({ state: found, problem: "" });
  const ask = (/** @type {Promise<any>} */ answer) => answer.then(take, (error) => setState((now) => ({ ...now, problem: error.message })));
  // A dialog that has closed may have removed one.
  const depth = overlays.value.length;
  useEffect(() => {
    void ask(get("/api/standbys"));
    const timer = setInterval(() => void ask(get("/api/standbys")), AGAIN_MS);
    return () => clearInterval(timer);
  }, [depth]);
  const added = (/** @type {any} */ found) => (take(found), setOpen(false), giveBack());
  return html`<${Card} icon="monitor" title=${t("standby.title")} wide=${isOpen}>
    <p class="hint">${t("standby.lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${state && state.standbys.length === 0 && !isOpen && html`<p class="hint" role="status">${t("standby.none")}</p>`}
    ${state && state.standbys.length > 0 && html`<ul class="host-standbys">${state.standbys.map((each) => h(Line, { key: each.id, standby: each }))}</ul>`}
    ${state && !state.may_add && html`<p class="hint">${t("standby.choose_there")}</p>`}
    ${state && isOpen && h(AddForm, { onAdded: added })}
    <p class="host-foot">${state?.may_add && !isOpen && html`<button type="button" class="button" ref=${opener} onClick=${() => setOpen(true)}>${t("standby.add")}</button>`}</p>
  <//>`;
}

/** @param {{standby: Standby}} props */
function Line({ standby: { id, name, person, counts, copy } }) {
  const isOld = counts && copy && Date.now() - Date.parse(copy.at) > OLD_MS;
  const shown = isolated(name);
  const words = !counts ? t("standby.no_admin", { name: shown, person: isolated(person) }) : copy ? t("standby.copy", { name: shown, ago: ago(copy.at) }) : t("standby.no_copy", { name: shown });
  const act = () => remove(`/api/standbys/${id}`);
  return html`<li><span><b>${words}</b>
      ${copy && copy.missing > 0 && html`<span class="hint">${t("standby.missing", { n: copy.missing })}</span>`}
      ${isOld && html`<span class="wrong">${h(Icon, { name: "alert", small: true })} ${t("standby.old")}</span>`}</span>
    ${h(IconButton, { icon: "x", small: true, label: t("standby.remove", { name }), onClick: () => confirm({ title: t("standby.remove_title", { name }), happens: [t("standby.remove_happens")], label: t("standby.remove", { name }), act }) })}</li>`;
}

/** @param {{onAdded: (answer: any) => void}} props */
function AddForm({ onAdded }) {
  const place = useRef(/** @type {any} */ (null));
  // The button that opened the form is gone.
  useLayoutEffect(() => place.current.elements.address.focus(), []);
  const form = useForm(async ({ address, code, user_id }) => onAdded(await post("/api/standbys", { address: address.trim(), code, user_id })));
  const heads = [...users.value.values()].filter((one) => one.active && (one.role === "owner" || one.role === "admin"));
  return html`<form class="host-plan" ref=${place} onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: ["address", "code", "user_id"] })}
    <p>${t("standby.first", { label: t("enrol.instead") })}</p>
    ${h(Field, { name: "address", label: t("move.address"), hint: t("move.address_hint"), error: form.error, dir: "ltr", spellcheck: false, autocapitalize: "off" })}
    ${h(Field, { name: "code", label: t("move.code"), hint: t("move.code_hint"), error: form.error, dir: "ltr", spellcheck: false, autocapitalize: "characters", autocomplete: "off" })}
    <div class="entry"><label for="standby_person">${t("standby.person")}</label>
      <select id="standby_person" name="user_id">${heads.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === me.value.id}>${one.name}</option>`)}</select></div>
    <div class="host-foot"><button class="button primary" aria-busy=${String(form.busy)}>${t("standby.add_now")}</button></div>
  </form>`;
}

export const MoveCard = () => html`<${Card} icon="forward" title=${t("move.title")}>
  <p class="hint">${t("move.card")}</p>
  <p class="host-foot"><button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(loadMove, "MoveDialog")}>${t("move.begin")}</button></p>
<//>`;
