/** A confirmation before an action that others will notice: what happens, and the two answers. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { closeOverlay, openOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Problem } from "./form.js";

/** @typedef {{title: string, happens: string[], label: string, danger?: boolean, act: () => Promise<any>, onCancel?: () => void}} Question */

/** Opens the confirmation. @param {Question} question */
export const confirm = (question) => openOverlay(Confirm, question);

/** When the action is refused, the dialog stays and says why. @param {Question} question */
function Confirm({ title, happens, label, danger = true, act, onCancel }) {
  const isDone = useRef(false);
  useEffect(() => () => void (isDone.current || onCancel?.()), []);
  const [state, setState] = useState({ busy: false, error: /** @type {any} */ (null) });
  const go = async () => {
    if (state.busy) return;
    setState({ busy: true, error: null });
    try {
      await act();
      isDone.current = true;
      await closeOverlay();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return html`<${Dialog} title=${title} kind="question">
    ${h(Problem, { error: state.error, fields: [] })}
    <ul class="happens">${happens.map((one) => html`<li key=${one}>${one}</li>`)}</ul>
    <div class="answers">
      <button type="button" class="button" onClick=${closeOverlay}>${t("action.cancel")}</button>
      <button type="button" class=${danger ? "button danger" : "button primary"} aria-busy=${String(state.busy)} onClick=${go}>${label}</button>
    </div>
  <//>`;
}
