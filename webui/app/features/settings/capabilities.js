/** The capabilities: what this browser allows on this connection, why, and what replaces the rest. */

import { h, html, useEffect, useState } from "../../html.js";
import { clipboardSupport, hasSound, installSupport, isSecure, wakeLockSupport, microphoneSupport, notificationSupport } from "../../lib/browser.js";
import { t } from "../../lib/i18n.js";
import { requestNotifications, notificationState } from "../../sync/alerts/notifications.js";
import { get } from "../../net/api.js";
import { me } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { Heading, Icon } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/settings");

/** @typedef {{what: string, icon: string, name: string, state: "yes" | "ask" | "other" | "no", why: string, instead?: string}} Line */

/** The section in the settings. */
export function Capabilities() {
  return html`<section class="card-section" id="capabilities">${h(Heading, { level: 2 }, t("capabilities.title"))}${h(Lines, null)}</section>`;
}

/** The same as a dialog. */
export function CapabilitiesDialog() {
  return html`<${Dialog} title=${t("capabilities.title")} kind="sheet tall">${h(Lines, null)}<//>`;
}

function Lines() {
  const [mic, setMic] = useState("");
  useEffect(() => void microphoneSupport().then(setMic), []);
  const lines = [noticesLine(notificationState.value), soundLine(), clipboardLine(), awakeLine(), mic && microphoneLine(mic), installLine()];
  return html`<p class="hint">${isSecure() ? t("capabilities.secure") : t("capabilities.plain")}</p>
    ${!isSecure() && h(Guide, null)}
    <ul class="capability-list">${lines.map((line) => line && h(Row, { key: line.what, ...line }))}</ul>`;
}

/** @param {Line} line */
function Row({ icon, name, state, why, instead, what }) {
  const words = { yes: t("capabilities.yes"), ask: t("capabilities.ask"), other: t("capabilities.other"), no: t("capabilities.no") };
  return html`<li data-what=${what} data-state=${state}>
    ${h(Icon, { name: icon })}
    <div><p><b>${name}</b><span class="chip">${words[state]}</span></p>
      <p class="hint">${why}</p>
      ${instead && html`<p class="hint"><b>${state === "ask" ? t("capabilities.until_then") : t("capabilities.instead")}</b> ${instead}</p>`}
      ${what === "notices" && state === "ask" && html`<button type="button" class="button small" onClick=${requestNotifications}>${t("alerts.allow")}</button>`}
    </div></li>`;
}

/** @param {ReturnType<typeof notificationSupport>} state @returns {Line} */
function noticesLine(state) {
  const why = {
    on: t("capabilities.notices_on"), ask: t("capabilities.notices_ask"), refused: t("capabilities.notices_refused"),
    insecure: t("capabilities.notices_insecure"), missing: t("capabilities.notices_missing"),
  };
  const shown = /** @type {const} */ ({ on: "yes", ask: "ask" })[/** @type {"on"} */ (state)] ?? "no";
  return { what: "notices", icon: "bell", name: t("capabilities.notices"), state: shown, why: why[state], instead: state === "on" ? undefined : t("capabilities.notices_instead") };
}

/** @returns {Line} */
function soundLine() {
  const works = hasSound();
  return { what: "sound", icon: "volume", name: t("capabilities.sound"), state: works ? "yes" : "no", why: works ? t("capabilities.sound_works") : t("capabilities.sound_missing"), instead: works ? undefined : t("capabilities.sound_instead") };
}

/** @returns {Line} */
function clipboardLine() {
  const line = { what: "clipboard", icon: "copy", name: t("capabilities.clipboard") };
  const state = clipboardSupport();
  if (state === "works") return { ...line, state: "yes", why: t("capabilities.clipboard_works") };
  const why = isSecure() ? t("capabilities.clipboard_missing") : t("capabilities.clipboard_insecure");
  if (state === "older_way") return { ...line, state: "other", why, instead: t("capabilities.clipboard_older_way") };
  return { ...line, state: "no", why, instead: t("capabilities.clipboard_by_hand") };
}

/** @returns {Line} */
function awakeLine() {
  const why = { works: t("capabilities.awake_works"), insecure: t("capabilities.awake_insecure"), missing: t("capabilities.awake_missing") };
  const state = wakeLockSupport();
  return { what: "awake", icon: "sun", name: t("capabilities.awake"), state: state === "works" ? "yes" : "no", why: why[state], instead: state === "works" ? undefined : t("capabilities.awake_instead") };
}

/** @param {string} state @returns {Line} */
function microphoneLine(state) {
  const why = /** @type {Record<string, string>} */ ({
    on: t("capabilities.microphone_can"), ask: t("capabilities.microphone_can"), refused: t("capabilities.microphone_refused"),
    none: t("capabilities.microphone_none"), insecure: t("capabilities.microphone_insecure"), missing: t("capabilities.microphone_missing"),
  });
  const can = state === "on" || state === "ask";
  return { what: "microphone", icon: "mic", name: t("capabilities.microphone"), state: can ? "yes" : "no", why: why[state] };
}

/** @returns {Line} */
function installLine() {
  const why = { on: t("capabilities.install_on"), works: t("capabilities.install_works"), menu: t("capabilities.install_menu"), insecure: t("capabilities.install_insecure") };
  const state = installSupport();
  const shown = /** @type {const} */ ({ on: "yes", works: "yes", menu: "ask", insecure: "no" })[state];
  return { what: "install", icon: "smartphone", name: t("capabilities.install"), state: shown, why: why[state], instead: shown === "yes" ? undefined : t("capabilities.install_instead") };
}

/** How to leave plain http, where the host offers a way. The owner may switch it on. */
function Guide() {
  const [secure, setSecure] = useState(/** @type {any} */ (null));
  useEffect(() => void get("/api/secure").then(setSecure, () => {}), []);
  if (secure?.on && secure.trust_url) return html`<p><a class="guide" href=${secure.trust_url}>${t("capabilities.guide")}</a></p>`;
  return secure && me.value.role === "owner" && html`<p class="hint guide-owner">${t("capabilities.guide_owner")}</p>`;
}
