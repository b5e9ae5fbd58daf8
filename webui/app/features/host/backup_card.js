/** The card about backups: how old the last one is, one made now, and the way to where they go. */

import { h, html, useEffect, useState } from "../../html.js";
import { t, toldProblem } from "../../lib/i18n.js";
import { get, post } from "../../net/api.js";
import { openLazily, overlays } from "../../store/route.js";
import { Icon } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Running, lastWords } from "./backup/backup_state.js";
import { Card } from "./card.js";

void loadStyleSheet("features/backups");

const load = () => import("./backup/backup_dialog.js");

/** How often the state is asked for, milliseconds: while a backup is made, and otherwise. */
const SOON_MS = 2_000;
const AGAIN_MS = 15_000;

export function BackupCard() {
  const [{ state, problem }, setState] = useState({ state: /** @type {any} */ (null), problem: "" });
  const take = (/** @type {Promise<any>} */ answer) => answer.then((found) => setState({ state: found, problem: "" }), (error) => setState((now) => ({ ...now, problem: error.message })));
  const isRunning = Boolean(state?.running);
  // The dialog may have changed something by the time it closes.
  const depth = overlays.value.length;
  useEffect(() => {
    void take(get("/api/backup"));
    const timer = setInterval(() => void take(get("/api/backup")), isRunning ? SOON_MS : AGAIN_MS);
    return () => clearInterval(timer);
  }, [isRunning, depth]);
  return html`<${Card} icon="shield" title=${t("backup.title")}>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!state && !problem && html`<p class="hint">${t("form.busy")}</p>`}
    ${state && h(Told, { state })}
    ${state && html`<div class="host-foot">
      ${state.folder && html`<button type="button" class="button" disabled=${isRunning} onClick=${() => take(post("/api/backup/run", {}))}>${t("backup.now")}</button>`}
      <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "BackupDialog")}>${state.folder ? t("backup.show") : t("backup.choose")}</button></div>`}
  <//>`;
}

/** @param {{state: any}} props */
function Told({ state: { folder, last, problem, running, trouble } }) {
  const isWrong = Boolean(folder && problem && problem.reason !== "cancelled" && problem.reason !== "not_there");
  return html`<div role="status">
    <p class="hint">${last ? lastWords(last) : folder ? t("host.backup_first") : t("backup.none")}</p>
    ${(isWrong || trouble) && html`<p class="wrong">${h(Icon, { name: "alert", small: true })} ${isWrong ? toldProblem(problem) : trouble === "old" ? t("backup.is_old") : t("backup.has_failed")}</p>`}
    ${running && h(Running, { running })}
  </div>`;
}
