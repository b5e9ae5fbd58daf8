/** Secure mode: what this connection hides from others, the numbers for comparing two screens, and the owner's toggle. */

import { h, html, useEffect, useState } from "../../html.js";
import { rich, t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { get, patch } from "../../net/api.js";
import { me, secureMode, channel } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { Heading, Icon, channelIcon } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { QrCode } from "../shared/qr_code.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Toggle } from "../shared/toggle.js";

void loadStyleSheet("secure");

/** The dialog that the connection mark opens: how secure the connection is, in plain words. */
export function SecureDialog() {
  const state = useSecure();
  return html`<${Dialog} title=${title()} kind="sheet">
    <div class="connection-note"><span class="connection-mark" data-channel=${channel}>${h(Icon, { name: channelIcon() })}</span><p>${meaning(state)}</p></div>
    ${h(Shown, { state })}
  <//>`;
}

/** The section in the owner's settings. */
export function SecureSection() {
  const [changed, setChanged] = useState(/** @type {any} */ (null));
  const asked = useSecure();
  const state = changed ?? asked;
  const change = (/** @type {boolean} */ on) => {
    const act = async () => setChanged(await patch("/api/secure", { on }));
    const happens = on ? [t("secure.on_install"), t("secure.on_moved"), t("secure.on_here")] : [t("secure.off_read"), t("secure.off_links"), t("secure.off_stay")];
    confirm({ title: on ? t("secure.turn_on") : t("secure.turn_off"), happens, label: on ? t("secure.turn_on") : t("secure.turn_off"), danger: !on, act });
  };
  return html`<section class="card-section secure">${h(Heading, { level: 2 }, t("secure.title"))}
    ${h(Toggle, { label: t("secure.switch"), hint: state.fixed ? t("secure.fixed") : t("secure.hint"), on: Boolean(state.on), disabled: state.on === undefined || state.fixed, onChange: change })}
    ${h(Shown, { state })}
    ${state.on && html`<p class="hint">${t("secure.trusting", { n: state.trusting?.length ?? 0 })}</p>`}
  </section>`;
}

/** Loads the state of secure mode, and again when somebody has switched it. @returns {any} */
function useSecure() {
  const [state, setState] = useState(/** @type {any} */ ({}));
  useEffect(() => {
    get("/api/secure").then(setState, (error) => setState({ problem: error.message }));
  }, [secureMode.value]);
  return state;
}

/** @param {{state: any}} props */
function Shown({ state }) {
  if (state.problem) return html`<p class="wrong" role="alert">${state.problem}</p>`;
  if (!state.on) return null;
  return html`
    ${state.numbers.length > 0 && html`<p>${t("secure.compare")}</p><ul class="numbers" dir="ltr">${state.numbers.map((/** @type {string} */ number, /** @type {number} */ place) => html`<li key=${place}>${number}</li>`)}</ul>`}
    ${me.value.role !== "guest" && state.qr && html`<div class="trust-code">${h(QrCode, { qr: state.qr, label: t("secure.qr") })}<p class="hint">${rich("secure.scan", { url: html`<code>${state.trust_url}</code>` })}</p></div>`}
    <details class="certificate-details"><summary>${t("secure.certificate")}</summary>
      <p class="hint">${t("secure.fingerprint")}</p>
      <p class="fingerprint" translate="no">${groups(state.fingerprint)}</p>
      <p class="hint">${t("secure.until", { date: brief(state.until) })}</p>
      ${state.authority_until && html`<p class="hint">${t("secure.authority_until", { date: brief(state.authority_until) })}</p>`}
      ${state.mode === "pair" && html`<p class="hint">${t("secure.own_pair")}</p>`}
    </details>`;
}

/** @param {string | null} fingerprint */
const groups = (fingerprint) => (fingerprint?.toUpperCase().match(/.{4}/g) ?? []).join(" ");

function title() {
  if (channel === "secure") return t("secure.mark_secure");
  return channel === "host" ? t("secure.mark_host") : t("secure.mark_open");
}

/** @param {any} state */
function meaning(state) {
  if (channel === "secure") return t("secure.means_secure");
  if (channel === "host") return state.on ? t("secure.means_host_secure") : t("secure.means_host_open");
  return t("secure.means_open");
}
