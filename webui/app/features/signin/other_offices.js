/** The other offices on this network: as a list, on the pages of an office that may be the wrong one, and before an office is set up. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get, post } from "../../net/api.js";
import { me } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, rowsOf } from "../../ui/parts.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("offices");

/** The interval between two requests while the list is visible, milliseconds. The host stops searching a minute after the last one. */
const ASK_MS = 2_500;
/** On the host's own screen another office opens in a second window. */
const isOnHost = ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);

/** Loads what the host has found, again and again as long as the list is shown. @returns {any} null before the first answer */
function useOffices() {
  const [heard, setHeard] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let timer = 0;
    let isGone = false;
    const ask = async () => {
      if (!document.hidden) await get("/api/offices").then((answer) => isGone || setHeard(answer), () => {});
      if (!isGone) timer = setTimeout(ask, ASK_MS);
    };
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return heard;
}

/** Returns how to open an office in a window of the host's computer, where there is one. @param {string} [token] the set-up's */
function useVisit(token) {
  const mayOpen = isOnHost && Boolean(token || me.value?.role === "owner");
  const [state, setState] = useState({ canOpen: mayOpen, opened: "" });
  /** @param {string} url @param {any} [office] @returns {Promise<boolean>} */
  const visit = async (url, office) => {
    const { opened } = await post("/api/desktop/visit", { url, ...(office && { office_id: office.id }), ...(token && { token }) });
    setState({ canOpen: opened, opened: opened ? (office?.name ?? url) : "" });
    return opened;
  };
  return { ...state, visit };
}

export function OfficesDialog() {
  const heard = useOffices();
  return html`<${Dialog} title=${t("offices.title")} kind="sheet offices">${h(Offices, { heard, isNewTab: true })}<//>`;
}

/** The list on the pages of an office that may be the wrong one. */
export const OtherOffices = () => h(Offices, { heard: useOffices(), isOthersOnly: true });

/**
 * The list while an office is being set up, because a colleague's may be there already. It is folded so that the form
 * fits on a small screen, and its line says how many were found.
 * @param {{token: string}} props
 */
export function OfficesBeforeSetup({ token }) {
  const heard = useOffices();
  const n = others(heard).length;
  return html`<details class="elsewhere join-instead"><summary>${n ? t("offices.instead_found", { n }) : t("offices.instead")}</summary>
    ${h(Offices, { heard, token, isOthersOnly: true })}</details>`;
}

/** @param {any} heard @returns {any[]} */
const others = (heard) => (heard?.offices ?? []).filter((/** @type {any} */ office) => !office.ours);

/** @param {{heard: any, token?: string, isOthersOnly?: boolean, isNewTab?: boolean}} props */
function Offices({ heard, token, isOthersOnly = false, isNewTab = false }) {
  const { canOpen, opened, visit } = useVisit(token);
  const [problem, setProblem] = useState("");
  const listed = isOthersOnly ? others(heard) : (heard?.offices ?? []);
  const open = canOpen && ((/** @type {any} */ office) => visit(office.url, office).then(() => setProblem(""), (error) => setProblem(error.message)));
  return html`
    <ul class="choices office-list" aria-label=${t("offices.title")}>${rowsOf(listed, (office) => `${office.id} ${office.address}`, (office) => h(Row, { office, open, isNewTab }), (office) => office.name)}</ul>
    ${h(Word, { heard, isEmpty: listed.every((/** @type {any} */ office) => office.ours) })}
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <p role="status" class="opened">${opened && t("offices.opened", { office: opened })}</p>
    ${canOpen && h(ByAddress, { visit })}`;
}

/** @param {{office: any, open: any, isNewTab: boolean}} props */
function Row({ office, open, isNewTab }) {
  const words = html`${h(Icon, { name: office.ours ? "check" : "monitor" })}
    <span class="name"><bdi>${office.name}</bdi><small>${office.ours ? t("offices.ours") : office.owner && html`<bdi>${office.owner}</bdi>`}${(office.ours || office.owner) && " · "}<code>${office.address}</code></small></span>`;
  if (office.ours) return html`<li><span class="choice">${words}</span></li>`;
  if (open) return html`<li><button type="button" class="choice" onClick=${() => open(office)}>${words}</button></li>`;
  // No referrer is sent, so the other office learns nothing about this one.
  return html`<li><a class="choice" href=${office.url} rel="noopener noreferrer" target=${isNewTab ? "_blank" : undefined}>${words}</a></li>`;
}

/** Says why the list is incomplete or empty. @param {{heard: any, isEmpty: boolean}} props */
function Word({ heard, isEmpty }) {
  if (!heard || (isEmpty && heard.looking)) return html`<p class="note" aria-busy="true">${t("offices.looking")}</p>`;
  const word = { no_network: t("offices.no_network"), blocked: t("offices.blocked"), off: t("offices.off") }[/** @type {string} */ (heard.problem)];
  return (word || isEmpty) && html`<p class="note">${word ?? t("offices.none")}</p>`;
}

/** @param {{visit: (url: string) => Promise<boolean>}} props */
function ByAddress({ visit }) {
  const place = useRef(/** @type {any} */ (null));
  const form = useForm(async ({ url }) => {
    if (!url.trim()) throw wrong("url", t("offices.address_empty"));
    if (!(await visit(url))) throw wrong("url", t("offices.no_window"));
    place.current?.reset();
  });
  return html`<details class="by-address"><summary>${t("offices.by_address")}</summary>
    <form ref=${place} onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["url"] })}
      ${h(Field, { name: "url", label: t("offices.address"), hint: t("offices.address_hint"), error: form.error, maxlength: 300, autocomplete: "off", autocapitalize: "off", spellcheck: false, inputmode: "url" })}
      <button class="button" aria-busy=${String(form.busy)}>${t("offices.open")}</button>
    </form></details>`;
}
