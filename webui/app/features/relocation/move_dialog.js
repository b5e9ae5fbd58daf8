/** Moves the office to another computer: straight to the program that waits there, or into one file. */

import { h, html, useEffect, useState } from "../../html.js";
import { t, toldProblem } from "../../lib/i18n.js";
import { get, post, remove } from "../../net/api.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { Field, Problem, useForm } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/backups");

/** How often the state is asked for while the dialog is open, milliseconds. */
const AGAIN_MS = 1_000;

/** The address that was typed last. After a wrong code it need not be typed again. */
let lastAddress = "";

/** @typedef {{may_move: boolean, running?: any, problem?: {reason: string, text: string}, moved?: {at: string[]}, confirmed?: boolean, file?: string}} State the answer of GET /api/move */

export function MoveDialog() {
  const [{ state, problem }, setState] = useState({ state: /** @type {State | null} */ (null), problem: "" });
  const [isFile, setFile] = useState(false);
  const take = (/** @type {any} */ found) => setState({ state: found, problem: "" });
  const ask = (/** @type {Promise<any>} */ answer) => answer.then(take, (error) => setState((now) => ({ ...now, problem: error.message })));
  useEffect(() => {
    void ask(get("/api/move"));
    const timer = setInterval(() => void ask(get("/api/move")), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const isIdle = state && !state.running && !state.moved;
  return html`<${Dialog} title=${t("move.title")} kind="backups sheet">
    <p class="hint">${t("move.lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!state && !problem && html`<p class="hint" role="status">${t("form.busy")}</p>`}
    <div role="status">
      ${isIdle && state.problem && html`<p class="wrong">${h(Icon, { name: "alert", small: true })} ${toldProblem(state.problem)}</p>`}
      ${state?.moved && html`<p>${movedWords(state)}</p>`}
    </div>
    ${state?.running && h(Running, { running: state.running, onCancel: () => void ask(remove("/api/move")) })}
    ${isIdle && !state.may_move && html`<p class="hint">${t("move.choose_there")}</p>`}
    ${isIdle && state.may_move && html`${isFile ? h(IntoFile, { onBegun: take }) : h(ToComputer, { onBegun: take })}
      <div class="backup-acts"><button type="button" class="button" onClick=${() => setFile(!isFile)}>${isFile ? t("move.to_computer") : t("move.into_file")}</button></div>`}
  <//>`;
}

/** @param {State} state */
function movedWords({ moved, confirmed, file }) {
  if (file) return t("move.in_file", { file });
  const address = moved?.at[0] ? new URL(moved.at[0]).host : "";
  if (!address) return t("move.moved");
  return confirmed ? t("move.moved_to", { address }) : t("move.unconfirmed", { address });
}

/** @param {{running: any, onCancel: () => void}} props */
function Running({ running: { stage, done, total }, onCancel }) {
  const names = { database: t("move.stage_database"), files: t("move.stage_files"), writing: t("move.stage_writing"), checking: t("move.stage_checking") };
  return html`<div class="backup-running">
    <label>${/** @type {any} */ (names)[stage]}<progress max=${total || 1} value=${total ? Math.min(done, total) : undefined}></progress></label>
    <button type="button" class="button" onClick=${onCancel}>${t("move.cancel")}</button>
  </div>`;
}

/** @param {{onBegun: (answer: any) => void}} props */
function ToComputer({ onBegun }) {
  const form = useForm(async ({ address, code }) => {
    lastAddress = address.trim();
    onBegun(await post("/api/move", { address: lastAddress, code }));
  });
  return html`<form onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: ["address", "code"] })}
    <p>${t("move.receive_first", { label: t("receive.instead") })}</p>
    ${h(Field, { name: "address", label: t("move.address"), hint: t("move.address_hint"), error: form.error, defaultValue: lastAddress, dir: "ltr", spellcheck: false, autocapitalize: "off" })}
    ${h(Field, { name: "code", label: t("move.code"), hint: t("move.code_hint"), error: form.error, dir: "ltr", spellcheck: false, autocapitalize: "characters", autocomplete: "off" })}
    <p class="hint">${t("move.what_happens")}</p>
    <div class="backup-acts"><button class="button primary" aria-busy=${String(form.busy)}>${t("move.now")}</button></div>
  </form>`;
}

/** @param {{onBegun: (answer: any) => void}} props */
function IntoFile({ onBegun }) {
  const form = useForm(async ({ folder, passphrase }) => onBegun(await post("/api/move", { folder: folder.trim(), passphrase })));
  return html`<form onSubmit=${form.submit} novalidate>
    ${h(Problem, { error: form.error, fields: ["folder", "passphrase"] })}
    ${h(Field, { name: "folder", label: t("backup.folder"), error: form.error, dir: "ltr", spellcheck: false, autocapitalize: "off" })}
    ${h(Field, { name: "passphrase", label: t("backup.passphrase"), hint: t("backup.passphrase_hint"), error: form.error, type: "password", autocomplete: "new-password" })}
    <p class="backup-warning">${h(Icon, { name: "alert", small: true })}<span>${t("move.file_stops")}</span></p>
    <div class="backup-acts"><button class="button primary" aria-busy=${String(form.busy)}>${t("move.write_file")}</button></div>
  </form>`;
}
