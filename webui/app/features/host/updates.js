/** Updates of the program on the network: what other hosts offer, and what this one offers. Nothing is loaded or installed without a click. */

import { h, html, useEffect, useState } from "../../html.js";
import { t, told } from "../../lib/i18n.js";
import { get, post, remove } from "../../net/api.js";
import { Card } from "./card.js";

/** While a file is loaded or checked, the host is asked again after this time, milliseconds. */
const BUSY_MS = 1_000;

/** @typedef {{version: string, released: string, notes: string}} Update */
/** @typedef {{office_id: string, name: string, owner: string, url: string, version: string}} Found */
/** @typedef {{version: string, offered: Update | null, found: Found[], fetched: Update | null, busy: any, problem: string | null, problem_key?: string, problem_values?: Record<string, unknown>}} State */

/** @param {{host: any}} props */
export function Updates({ host }) {
  const [state, setState] = useState(/** @type {State | null} */ (null));
  const [problem, setProblem] = useState("");
  const [isClosing, setClosing] = useState(false);
  const take = (/** @type {Promise<any>} */ asked) => asked.then(setState).then(() => setProblem(""), (error) => setProblem(error.message));
  useEffect(() => void take(get("/api/host/updates")), [host]);
  useEffect(() => {
    if (!state?.busy) return;
    const timer = setTimeout(() => take(get("/api/host/updates")), BUSY_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const install = () => post("/api/host/updates/install").then(() => setClosing(true), (error) => setProblem(error.message));
  const shown = problem || (state?.problem && told({ key: state.problem_key, values: state.problem_values, message: state.problem }));
  return html`<${Card} icon="retry" title=${t("host.updates")}>
    <p class="hint">${t("settings.version", { version: host.version })}</p>
    ${shown && html`<p class="wrong" role="alert">${shown}</p>`}
    ${isClosing ? html`<p role="status">${t("host.update_starts")}</p>` : state && Content({ state, take, install })}
  <//>`;
}

/** @param {{state: State, take: (asked: Promise<any>) => void, install: () => void}} props */
function Content({ state, take, install }) {
  const { busy, fetched, found, offered } = state;
  if (busy) return html`<p role="status">${busyWords(busy)}</p>${busy.what === "fetch" && html`<p class="host-foot">${Button(t("host.update_end"), () => take(remove("/api/host/updates/fetch")))}</p>`}`;
  return html`${fetched ? Ready({ fetched, take, install }) : found.map((one) => h(FoundLine, { key: one.office_id, one, take }))}
    ${!fetched && found.length === 0 && html`<p class="hint">${t("host.update_none")}</p>`}
    ${offered && html`<p>${t("host.update_offered", { version: offered.version })}</p><p class="host-foot">${Button(t("host.update_withdraw"), () => take(remove("/api/host/updates/offer")))}</p>`}`;
}

/** @param {{one: Found, take: (asked: Promise<any>) => void}} props */
const FoundLine = ({ one, take }) => html`<p>${one.owner ? t("host.update_found", { name: one.name, owner: one.owner, version: one.version }) : t("host.update_found_nameless", { name: one.name, version: one.version })}</p>
  <p class="host-foot">${Button(t("host.update_check", { version: one.version }), () => take(post("/api/host/updates/fetch", { office_id: one.office_id })))}</p>`;

/** @param {{fetched: Update, take: (asked: Promise<any>) => void, install: () => void}} props */
const Ready = ({ fetched, take, install }) => html`<p>${t("host.update_ready", { version: fetched.version, released: fetched.released })}</p>
  ${fetched.notes && html`<p class="host-notes" dir="auto">${fetched.notes}</p>`}
  <p class="hint">${t("host.update_install_why")}</p>
  <p class="host-foot">${Button(t("host.update_install", { version: fetched.version }), install, "button primary")}${Button(t("host.update_discard"), () => take(remove("/api/host/updates/fetch")))}</p>`;

/** @param {string} label @param {() => void} act @param {string} [look] */
const Button = (label, act, look = "button") => html`<button type="button" class=${look} onClick=${act}>${label}</button>`;

/** @param {any} busy */
function busyWords(busy) {
  if (busy.what !== "fetch" || !busy.size) return t("host.update_checking");
  return t("host.update_loading", { name: busy.from, percent: Math.floor((100 * busy.got) / busy.size) });
}
