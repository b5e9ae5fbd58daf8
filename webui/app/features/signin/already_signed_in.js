/** Asks who is to continue when somebody is signed in in this browser and a link would sign in somebody else. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { navigate } from "../../store/route.js";
import { me } from "../../store/session.js";
import { Page } from "./page_frame.js";
import { Problem } from "../shared/form.js";

/** @param {{lead: string, label?: string, act?: () => any, isStayFirst?: boolean, onStay?: () => void}} props without `act` there is nothing to decide */
export function AlreadySignedIn({ lead, label, act, isStayFirst = false, onStay }) {
  const [state, setState] = useState({ busy: false, error: /** @type {any} */ (null) });
  const name = isolated(me.value.name);
  const stay = () => {
    onStay?.();
    navigate("/", { replace: true });
  };
  const go = async () => {
    setState({ busy: true, error: null });
    try {
      await act?.();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const kind = (/** @type {boolean} */ isFirst) => `button wide-button${isFirst ? " primary" : ""}`;
  const answers = [
    act && html`<button key="go" type="button" class=${kind(!isStayFirst)} aria-busy=${String(state.busy)} onClick=${go}>${label}</button>`,
    html`<button key="stay" type="button" class=${kind(isStayFirst || !act)} onClick=${stay}>${t("replace.stay", { name })}</button>`,
  ];
  return html`<${Page} title=${t("replace.title", { name })} lead=${lead}>
    ${h(Problem, { error: state.error, fields: [] })}
    ${act && html`<p class="hint">${t("replace.happens", { name })}</p>`}
    <div class="answers-below">${isStayFirst ? answers.reverse() : answers}</div>
  <//>`;
}
