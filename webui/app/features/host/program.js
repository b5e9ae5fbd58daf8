/** The program on the host's computer: whether it starts when its person signs in there, and closing the office. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get, post, put } from "../../net/api.js";
import { Icon } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { sentencesText } from "../../lib/sentences.js";
import { Toggle } from "../shared/toggle.js";
import { Card } from "./card.js";

/** @typedef {{may_change: boolean, autostart?: boolean, fonts?: any[]}} State the answer of GET /api/host/program; without `autostart` the system does not tell; `fonts`: sentences about scripts that it cannot draw */

export function Program() {
  const [{ state, problem }, setState] = useState({ state: /** @type {State | null} */ (null), problem: "" });
  const take = (/** @type {Promise<any>} */ answer) => answer.then((found) => setState({ state: found, problem: "" }), (error) => setState((now) => ({ ...now, problem: error.message })));
  useEffect(() => void take(get("/api/host/program")), []);
  return html`<${Card} icon="monitor" title=${t("host.program")}>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${state?.autostart !== undefined && h(Toggle, {
      label: t("host.autostart"),
      hint: t("host.autostart_hint"),
      on: state.autostart,
      disabled: !state.may_change,
      onChange: (/** @type {boolean} */ on) => take(put("/api/host/program/autostart", { on })),
    })}
    ${state && !state.may_change && html`<p class="hint">${t("host.program_elsewhere")}</p>`}
    ${Boolean(state?.fonts?.length) && html`<p class="hint host-lacks">${h(Icon, { name: "alert", small: true })}<span>${sentencesText(state?.fonts ?? [])}</span></p>`}
    <p class="host-foot">${state?.may_change && html`<button type="button" class="button danger" onClick=${askToClose}>${t("host.close")}</button>`}</p>
  <//>`;
}

function askToClose() {
  const act = () => post("/api/host/program/close", {});
  confirm({ title: t("host.close_title"), happens: [t("host.close_everybody"), t("host.close_again")], label: t("host.close"), act });
}
