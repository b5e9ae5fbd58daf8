/** Imports what another office or another program has exported: the file, what would come of it, how far it is, the report. */

import { h, html, useRef, useState } from "../../html.js";
import { t, told } from "../../lib/i18n.js";
import { newClientId } from "../../lib/text.js";
import { post, remove } from "../../net/api.js";
import { Dialog } from "../../ui/dialog.js";
import { sizeText } from "../files/names.js";
import { newUpload } from "../sending/upload.js";
import { choose } from "../shared/choose_files.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { ImportPlan } from "./import_plan.js";
import { Report } from "./import_report.js";
import { useWatched } from "./watched.js";

void loadStyleSheet("features/exchange");

const ACCEPTED = ".zip,.jsonl,.json";

export function ImportDialog() {
  const { state, problem, ask } = useWatched("/api/import");
  const [people, setPeople] = useState(/** @type {Record<string, string | null>} */ ({}));
  const stage = state?.stage;
  const isBusy = stage === "reading" || stage === "running";
  const canGoOn = Boolean(state?.plan) && (stage === "failed" || stage === "cancelled");
  const end = () => void ask(remove("/api/import/run"));
  return html`<${Dialog} title=${t("exchange.import_title")} kind="exchange sheet tall">
    <p class="hint">${t("exchange.import_lead")}</p>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!state && !problem && html`<p class="hint" role="status">${t("form.busy")}</p>`}
    ${state?.problem && html`<p class="wrong" role="alert">${told({ key: state.problem_key, values: state.problem_values, message: state.problem })}</p>`}
    ${stage === "cancelled" && html`<p class="hint" role="status">${t("exchange.import_cancelled")}</p>`}
    ${isBusy && h(Progress, { state, onCancel: end })}
    ${stage === "ready" && h(ImportPlan, { plan: state.plan, people, onPeople: setPeople })}
    ${(stage === "ready" || canGoOn) && html`<p class="exchange-acts">
      <button type="button" class="button primary" onClick=${() => void ask(post("/api/import/run", { people }))}>${canGoOn ? t("exchange.go_on") : t("exchange.begin_import")}</button>
      <button type="button" class="button" onClick=${end}>${t("action.cancel")}</button></p>`}
    ${state && !isBusy && stage !== "ready" && !canGoOn && h(ChooseFile, { onSent: (id) => void ask(post("/api/import", { attachment_id: id })) })}
    ${state?.report && !isBusy && stage !== "ready" && h(Report, { report: state.report })}
  <//>`;
}

/** @param {{state: any, onCancel: () => void}} props */
function Progress({ state, onCancel }) {
  const { done = 0, total = 0 } = state.progress ?? {};
  const words = state.stage === "reading" ? t("exchange.reading", { n: done }) : t("exchange.importing", { n: done });
  return html`<div class="exchange-running"><label>${words}<progress max=${total || 1} value=${total ? Math.min(done, total) : undefined}></progress></label>
    <button type="button" class="button" onClick=${onCancel}>${t("action.cancel")}</button></div>`;
}

/** Uploads the chosen file as any other file, so that it goes on after a lost connection. @param {{onSent: (attachmentId: string) => void}} props */
function ChooseFile({ onSent }) {
  const [upload, setUpload] = useState(/** @type {import("../sending/upload.js").Upload | null} */ (null));
  const sent = useRef("");
  const begin = (/** @type {File[]} */ [file]) => {
    if (!file) return;
    const chosen = { key: newClientId(), url: "blob:", name: file.name.normalize("NFC"), size: file.size, kind: "file", type: file.type };
    const made = newUpload(/** @type {any} */ (chosen), file, ({ id }) => {
      if (!id || sent.current === id) return;
      sent.current = id;
      setUpload(null);
      onSent(id);
    }, () => {});
    setUpload(made);
    made.start();
  };
  const cancel = () => {
    upload?.cancel();
    setUpload(null);
  };
  if (!upload) return html`<p class="exchange-acts"><button type="button" class="button primary" onClick=${() => choose({ accept: ACCEPTED }, begin)}>${t("exchange.choose_file")}</button></p>`;
  const { state, sent: bytes, reason } = upload.progress.value;
  return html`<div class="exchange-running">
    <label>${state === "failed" ? reason : t("exchange.uploading", { size: sizeText(bytes) })}<progress max=${upload.file.size || 1} value=${bytes}></progress></label>
    <button type="button" class="button" onClick=${cancel}>${t("action.cancel")}</button></div>`;
}
