/** The backups of the office: how old the last one is, making one now, and for the owner where they go. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../../html.js";
import { rich, t, toldProblem } from "../../../lib/i18n.js";
import { get, post, put, remove } from "../../../net/api.js";
import { me } from "../../../store/session.js";
import { Dialog } from "../../../ui/dialog.js";
import { Icon } from "../../../ui/parts.js";
import { Running, lastWords } from "./backup_state.js";
import { confirm } from "../../shared/confirm.js";
import { Field, Problem, useFocusBack, useForm } from "../../shared/form.js";
import { loadStyleSheet } from "../../shared/style_sheet.js";

void loadStyleSheet("features/backups");

/** How often the state is asked for while the dialog is open, milliseconds. */
const AGAIN_MS = 2_000;

/** @typedef {{may_choose: boolean, folder?: string, last?: any, problem?: any, running?: any, trouble?: string, places?: string[]}} State the answer of GET /api/backup */

export function BackupDialog() {
  const [{ state, problem }, setState] = useState({ state: /** @type {State | null} */ (null), problem: "" });
  const [isOpen, setOpen] = useState(false);
  const { opener, giveBack } = useFocusBack();
  const take = (/** @type {any} */ found) => setState({ state: found, problem: "" });
  const ask = (/** @type {Promise<any>} */ answer) => answer.then(take, (error) => setState((now) => ({ ...now, problem: error.message })));
  useEffect(() => {
    void ask(get("/api/backup"));
    const timer = setInterval(() => void ask(get("/api/backup")), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const isOwner = me.value.role === "owner";
  const close = () => {
    setOpen(false);
    giveBack();
  };
  const saved = (/** @type {any} */ found) => {
    take(found);
    close();
  };
  return html`<${Dialog} title=${t("backup.title")} kind="backups sheet">
    <p class="hint">${t("backup.dialog_lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!state && !problem && html`<p class="hint" role="status">${t("form.busy")}</p>`}
    ${state && html`${h(Told, { state })}
      ${state.running && h(Running, { running: state.running, onCancel: isOwner ? () => ask(remove("/api/backup/run")) : undefined })}
      ${isOwner && !isOpen && h(Acts, { state, opener, onRun: () => ask(post("/api/backup/run", {})), onChange: () => setOpen(true), onEnd: () => askToEnd(take) })}
      ${isOwner && isOpen && h(Choice, { state, onSaved: saved, onCancel: close })}`}
  <//>`;
}

/** @param {(found: any) => void} take */
function askToEnd(take) {
  const act = async () => take(await remove("/api/backup"));
  confirm({ title: t("backup.end"), happens: [t("backup.end_stays"), t("backup.end_none")], label: t("backup.end_it"), act });
}

/** @param {{state: State}} props */
function Told({ state: { folder, last, problem } }) {
  const isAway = problem?.reason === "not_there";
  return html`<div role="status">
    <p>${folder ? rich("backup.daily", { folder: html`<bdi class="backup-folder">${folder}</bdi>` }) : t("backup.none")}</p>
    ${last && html`<p class="hint">${lastWords(last)}</p>`}
    ${last?.missing > 0 && html`<p class="hint">${t("backup.missing", { n: last.missing })}</p>`}
    ${folder && problem && problem.reason !== "cancelled" && html`<p class=${isAway ? "hint" : "wrong"}>${h(Icon, { name: "alert", small: true })} ${isAway ? t("backup.away") : toldProblem(problem)}</p>`}
  </div>`;
}

/** @param {{state: State, opener: {current: any}, onRun: () => void, onChange: () => void, onEnd: () => void}} props */
function Acts({ state, opener, onRun, onChange, onEnd }) {
  return html`<div class="backup-acts">
    ${state.folder && html`<button type="button" class="button primary" disabled=${Boolean(state.running)} onClick=${onRun}>${t("backup.now")}</button>`}
    ${state.may_choose && html`<button type="button" class="button" ref=${opener} onClick=${onChange}>${state.folder ? t("backup.change") : t("backup.choose")}</button>`}
    ${state.folder && html`<button type="button" class="button" onClick=${onEnd}>${t("backup.end")}</button>`}
  </div>
  ${!state.may_choose && html`<p class="hint">${t("backup.choose_there")}</p>`}`;
}

/** @param {{state: State, onSaved: (answer: any) => void, onCancel: () => void}} props */
function Choice({ state, onSaved, onCancel }) {
  const place = useRef(/** @type {any} */ (null));
  // The button that opened the form is gone.
  useLayoutEffect(() => place.current.elements.folder.focus(), []);
  const form = useForm(async ({ folder, passphrase }) => onSaved(await put("/api/backup", { folder: folder.trim(), passphrase: passphrase || null })));
  return html`<form ref=${place} onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: ["folder", "passphrase"] })}
    ${h(Field, { name: "folder", label: t("backup.folder"), hint: t("backup.folder_hint"), error: form.error, list: "backup-places", defaultValue: state.folder ?? state.places?.[0] ?? "", dir: "ltr", spellcheck: false, autocapitalize: "off" })}
    <datalist id="backup-places">${state.places?.map((place) => html`<option key=${place} value=${place}></option>`)}</datalist>
    ${h(Field, { name: "passphrase", label: t("backup.passphrase"), hint: state.folder ? t("backup.passphrase_same") : t("backup.passphrase_hint"), error: form.error, type: "password", autocomplete: "new-password" })}
    <p class="hint">${t("backup.kept")}</p>
    <p class="backup-warning">${h(Icon, { name: "alert", small: true })}<span>${t("backup.write_down")}</span></p>
    <div class="backup-acts"><button class="button primary" aria-busy=${String(form.busy)}>${t("backup.save")}</button><button type="button" class="button" onClick=${onCancel}>${t("backup.cancel")}</button></div>
  </form>`;
}
