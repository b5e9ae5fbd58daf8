/** The form of a front desk: its name, who uses it, and after how long it locks. A new one is made of this browser. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { forgetAllBut } from "../../lib/tab_storage.js";
import { isolated } from "../../lib/text.js";
import { patch, post, remove } from "../../net/api.js";
import { nameOf, users } from "../../store/people.js";
import { closeOverlay } from "../../store/route.js";
import { limits, myId } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { allStored } from "../../sync/outbox.js";
import { Dialog } from "../../ui/dialog.js";
import { PeoplePicker } from "../people/people_picker.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { confirm } from "../shared/confirm.js";
import { secondsText } from "./seconds.js";

const TIMES = [30, 60, 120, 300, 600];
const FIRST_SECONDS = 60;

/** @param {{desk: any, withPin: string[]}} props desk: null for a new one, of this browser */
export function DeskForm({ desk, withPin }) {
  const [chosen, choose] = useState(() => new Set(/** @type {string[]} */ (desk?.user_ids ?? [])));
  const guests = new Set([...users.value.values()].filter((user) => user.role === "guest").map((user) => user.id));
  const form = useForm(async ({ name, lock_seconds: seconds }) => {
    if (!name.trim()) throw wrong("name", t("desk.name_empty"));
    if (chosen.size === 0) throw wrong("user_ids", t("desk.nobody_chosen"));
    const body = { name, lock_seconds: Number(seconds), user_ids: [...chosen] };
    await (desk ? changed(desk, body) : made(body));
  });
  const mine = (/** @type {any} */ event) => {
    const next = new Set(chosen);
    if (event.currentTarget.checked) next.add(myId.peek());
    else next.delete(myId.peek());
    choose(next);
  };
  const kept = [...chosen].filter((id) => withPin.includes(id) && id !== myId.value);
  return html`<${Dialog} title=${desk ? t("desk.change_title") : t("desk.make_here")} kind="sheet tall">
    ${!desk && html`<p class="note lead">${t("desk.make_lead")}</p>`}
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["name"] })}
      ${h(Field, { name: "name", label: t("desk.name"), error: form.error, defaultValue: desk?.name ?? t("desk.name_first"), maxlength: limits.value.room_name })}
      <div class="entry"><label for="lock_seconds">${t("desk.lock_label")}</label>
        <select id="lock_seconds" name="lock_seconds">${TIMES.map((one) => html`<option key=${one} value=${one} selected=${one === (desk?.lock_seconds ?? FIRST_SECONDS)}>${secondsText(one)}</option>`)}</select></div>
      <label class="desk-me"><input type="checkbox" checked=${chosen.has(myId.value)} onChange=${mine} />${t("desk.me_too")}</label>
      ${h(PeoplePicker, { chosen, onChange: choose, without: guests, label: t("desk.who") })}
      <button class="button primary wide-button" aria-busy=${String(form.busy)}>${desk ? t("action.save") : t("desk.make")}</button>
    </form>
    ${desk && kept.length > 0 && html`<h3>${t("desk.forgotten")}</h3><p class="hint">${t("desk.forgotten_lead")}</p>
      <ul class="desk-list">${kept.map((id) => html`<li class="desk-row" key=${id}><div><bdi>${nameOf(id)}</bdi></div><button type="button" class="button small" onClick=${() => reset(id)}>${t("desk.reset_pin")}</button></li>`)}</ul>`}
  <//>`;
}

/** @param {any} desk @param {object} body */
async function changed(desk, body) {
  await patch(`/api/front-desks/${desk.id}`, body);
  await closeOverlay();
}

/** The session ends with the answer, and the page is loaded again. @param {object} body */
async function made(body) {
  await allStored();
  await post("/api/front-desks", body);
  forgetAllBut("");
  location.replace("/");
}

/** @param {string} id */
const reset = (id) => confirm({
  title: t("desk.reset_title", { name: isolated(nameOf(id)) }), happens: [t("desk.reset_text")], label: t("desk.reset_pin"),
  act: () => remove(`/api/users/${id}/front-desk-pin`).then(() => toast(t("desk.pin_is_reset"))),
});
