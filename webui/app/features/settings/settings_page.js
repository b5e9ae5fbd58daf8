/** The settings page: the account, the appearance, the office, and the licences. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get, patch } from "../../net/api.js";
import { closeOverlay, goToList, openOverlay } from "../../store/route.js";
import { frontDesk, limits, me, office, version } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { phone } from "../../store/viewport.js";
import { Heading, Icon, IconButton } from "../../ui/parts.js";
import { openKeys } from "../keys/page_acts.js";
import { AlertSettings } from "./alert_settings.js";
import { AuditDialog } from "./audit_log.js";
import { Devices } from "./devices.js";
import { DiagnosticsButton } from "../diagnostics/diagnostics_button.js";
import { FrontDeskSection } from "../frontdesk/section.js";
import { BackupSection } from "../host/backup/backup_section.js";
import { HostSection } from "../host/host_section.js";
import { confirm } from "../shared/confirm.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { LinkHosts } from "./link_hosts.js";
import { SecureSection } from "./secure_mode.js";
import { Capabilities } from "./capabilities.js";
import { LanguageSettings } from "./language_settings.js";
import { OfficeLanguage } from "./office_language.js";
import { Password } from "./password.js";
import { DataSection } from "../exchange/data_section.js";
import { OwnSpace } from "../storage/own_space.js";
import { allSettings, isListed, wantedSetting } from "./setting_titles.js";
import { SnippetSettings } from "./snippet_settings.js";
import { WritingSettings } from "./writing_settings.js";
import { QuietHours } from "./quiet_hours.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("features/settings");

/** The distance of a section that is shown on purpose from the edge above it, pixels. */
const ABOVE_PX = 16;
/** The lower part of the list of sections, in which it fades. */
const BELOW_PX = 48;
/** The section that was chosen last and where it was put. Until somebody scrolls, it counts as read. */
const chosen = { section: /** @type {Element | null} */ (null), top: 0, scrollTop: -1 };

export function SettingsPage() {
  useEffect(() => {
    if (!frontDesk.peek()) document.title = t("settings.title");
  }, []);
  useWanted(wantedSetting.value);
  const sections = allSettings();
  return html`
    <header class="bar">
      ${phone.value && html`<div class="back">${h(IconButton, { icon: "back", turns: true, label: t("room.back"), onClick: goToList })}</div>`}
      <div class="title">${h(Heading, { level: 1 }, t("settings.title"))}</div>
    </header>
    <main class="settings" id="messages" tabIndex="0" aria-label=${t("settings.title")}>
      ${!phone.value && h(Index, { sections: sections.filter(isListed) })}
      <div class="column">
        ${sections.filter(({ may }) => may()).map(({ id }) => html`<div class="setting" key=${id} id=${`setting-${id}`}>${h(COMPONENTS[id], null)}</div>`)}
      </div>
    </main>`;
}

/** The sections beside them, where there is room. @param {{sections: import("./setting_titles.js").Setting[]}} props */
function Index({ sections }) {
  const list = useRef(/** @type {any} */ (null));
  const [current, choose] = useCurrent(sections[0]?.id ?? "");
  useEffect(() => {
    const [frame, row] = [list.current.getBoundingClientRect(), list.current.querySelector("[aria-current]")?.getBoundingClientRect()];
    if (row && (row.top < frame.top + ABOVE_PX || row.bottom > frame.bottom - BELOW_PX)) list.current.scrollTop += row.top - frame.top - frame.height / 2;
  }, [current]);
  return html`<nav class="settings-index" ref=${list} aria-label=${t("settings.index")}><ul>
    ${sections.map(({ id, title }) => html`<li key=${id}><button type="button" aria-current=${id === current ? "true" : undefined} onClick=${() => choose(id)}>${title}</button></li>`)}
  </ul></nav>`;
}

/** The section that is read now, and what shows another one. @param {string} first @returns {[string, (id: string) => void]} */
function useCurrent(first) {
  const [current, setCurrent] = useState(first);
  useEffect(() => {
    const place = /** @type {HTMLElement} */ (document.querySelector(".settings"));
    const look = () => {
      // The last sections cannot stand at the top, where the one that is read is looked for.
      if (isAtChosen(place)) return;
      const isAtEnd = place.scrollTop + place.clientHeight > place.scrollHeight - 2;
      const edge = place.getBoundingClientRect().top + place.clientHeight * (isAtEnd ? 1 : 1 / 4);
      const passed = [...place.querySelectorAll(".setting:not(:empty)")].filter((section) => section.getBoundingClientRect().top <= edge);
      setCurrent(passed.at(-1)?.id.replace("setting-", "") ?? first);
    };
    place.addEventListener("scroll", look, { passive: true });
    return () => place.removeEventListener("scroll", look);
  }, []);
  return [current, (id) => {
    setCurrent(id);
    wantedSetting.value = id;
  }];
}

/** Returns whether nobody has scrolled since a section was chosen. Where a section above it grows once its data are there,
 * the browser scrolls, to leave the chosen one where it is. @param {Element} place */
const isAtChosen = (place) => place.scrollTop === chosen.scrollTop
  || (chosen.section?.isConnected && Math.abs(chosen.section.getBoundingClientRect().top - chosen.top) < 1);

/** Shows the wanted section, and brings the keyboard there. @param {string} id */
function useWanted(id) {
  useLayoutEffect(() => {
    const section = id && document.getElementById(`setting-${id}`);
    if (!section) return;
    wantedSetting.value = "";
    // Not scrollIntoView, which moves what lies around the settings too.
    const place = /** @type {HTMLElement} */ (section.closest(".settings"));
    place.scrollTop += section.getBoundingClientRect().top - place.getBoundingClientRect().top - ABOVE_PX;
    Object.assign(chosen, { section, top: section.getBoundingClientRect().top, scrollTop: place.scrollTop });
    const title = /** @type {HTMLElement | null} */ (section.querySelector("h2, h3, legend"));
    if (!title) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }, [id]);
}

/** @param {{form: any, fields: string[], title: string, children?: any}} props */
const Section = ({ form, fields, title, children }) => html`<form class="card-section" onSubmit=${form.submit} novalidate>
  ${h(Heading, { level: 2 }, title)}
  ${h(Problem, { error: form.error, fields })}
  ${children}
  <button class="button" aria-busy=${String(form.busy)}>${t("action.save")}</button>
  <span role="status" class="saved">${form.done && t("action.saved")}</span>
</form>`;

/** @param {any} error a clash is the name's fault */
const atName = (error) => (error?.code === "name_taken" ? { ...error, message: error.message, field: "name" } : error);

function Profile() {
  const form = useForm(async ({ name }) => {
    if (!name.trim()) throw wrong("name", t("form.name_empty"));
    me.value = { ...me.peek(), ...(await patch("/api/account", { name })).user, role: me.peek().role };
  });
  const error = atName(form.error);
  return html`<${Section} form=${{ ...form, error }} fields=${["name"]} title=${t("settings.profile")}>
    ${h(Field, { name: "name", label: t("form.name"), hint: t("form.name_hint"), error, defaultValue: me.value.name, maxlength: limits.value.name, autocomplete: "username" })}
  <//>`;
}

function Office() {
  const form = useForm(async ({ office_name: name }) => {
    if (!name.trim()) throw wrong("office_name", t("form.office_empty"));
    try {
      office.value = (await patch("/api/office", { name })).office;
    } catch (problem) {
      throw Object.assign(/** @type {any} */ (problem), { field: "office_name" });
    }
  });
  return html`<${Section} form=${form} fields=${["office_name"]} title=${t("settings.office")}>
    ${h(Field, { name: "office_name", label: t("setup.office_name"), error: form.error, defaultValue: office.value.name, maxlength: limits.value.office_name, autocomplete: "organization" })}
  <//>`;
}

/** It begins anew once there is a password. */
const PasswordOfNow = () => h(Password, { key: String(me.value.has_password) });

const Joining = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("doctor.card"))}<p class="hint">${t("doctor.card_lead")}</p>${h(DiagnosticsButton, null)}</section>`;

const signOut = () => syncLayer().then((on) => on.signOut());

/** Without a password nobody can sign in again by themselves, so they are asked first. */
function askToSignOut() {
  if (me.peek().has_password !== false) return void signOut();
  confirm({ title: t("ask.title"), happens: [t("ask.text")], label: t("settings.sign_out"), act: () => closeOverlay().then(signOut) });
}

const Session = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("settings.session"))}
  <p class="hint">${t("settings.signed_in_as", { name: me.value.name })}</p>
  <button type="button" class="button danger" onClick=${askToSignOut}>${h(Icon, { name: "leave", small: true, turns: true })}${t("settings.sign_out")}</button>
</section>`;

const Log = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("audit.title"))}
  <p class="hint">${t("audit.lead")}</p>
  <button type="button" class="button" onClick=${() => openOverlay(AuditDialog)}>${h(Icon, { name: "shield", small: true })}${t("audit.show")}</button>
</section>`;

const Keys = () => html`<section class="card-section">${h(Heading, { level: 2 }, t("keys.title"))}
  <p class="hint">${t("keys.settings_lead")}</p>
  <button type="button" class="button" onClick=${openKeys}>${t("keys.show")}</button>
</section>`;

function Theme() {
  const [theme, setTheme] = useState(shownTheme);
  useEffect(() => {
    const follow = () => setTheme(shownTheme());
    follow(); // Another tab may have chosen since this was drawn.
    addEventListener("storage", follow);
    return () => removeEventListener("storage", follow);
  }, []);
  const choose = (/** @type {string} */ next) => {
    setTheme(next);
    applyTheme(next);
  };
  const options = [["system", "monitor", t("theme.system")], ["light", "sun", t("theme.light")], ["dark", "moon", t("theme.dark")]];
  return html`<fieldset class="card-section themes"><legend>${t("settings.theme")}</legend>
    ${options.map(([value, icon, label]) => html`<label key=${value}><input type="radio" name="theme" value=${value} checked=${theme === value} onChange=${() => choose(value)} />${h(Icon, { name: icon })}<span>${label}</span></label>`)}
  </fieldset>`;
}

/** app/theme.js applies what this tab or another one has chosen. */
const shownTheme = () => document.documentElement.dataset.theme ?? "system";

/** @param {string} theme "system", "light" or "dark" */
function applyTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function About() {
  const [about, setAbout] = useState(/** @type {any} */ (null));
  const load = (/** @type {any} */ event) => {
    if (event.currentTarget.open && !about) get("/api/about").then(setAbout, (error) => setAbout({ problem: error.message, notices: [] }));
  };
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("settings.about"))}
    <p class="hint">${t("settings.version", { version: version.value })}</p>
    <p class="hint">${t("settings.promise")}</p>
    <details onToggle=${load}><summary>${t("settings.notices")}</summary>
      ${!about && html`<p class="hint">${t("form.busy")}</p>`}
      ${about?.problem && html`<p class="wrong" role="alert">${about.problem}</p>`}
      ${about?.notices.map((/** @type {any} */ notice) => html`<details key=${notice.name} class="notice-text"><summary><b>${notice.name}</b> ${notice.version} · ${notice.licence}</summary><pre tabIndex="0">${notice.text}</pre></details>`)}
    </details>
  </section>`;
}

/** What each section shows. @type {Record<string, any>} */
const COMPONENTS = {
  profile: Profile, status: QuietHours, devices: Devices, "front-desk": FrontDeskSection, password: PasswordOfNow, appearance: Theme, language: LanguageSettings,
  alerts: AlertSettings, writing: WritingSettings, snippets: SnippetSettings, space: OwnSpace, data: DataSection, keys: Keys, capabilities: Capabilities,
  office: Office, "office-language": OfficeLanguage, host: HostSection, secure: SecureSection, backups: BackupSection, joining: Joining, links: LinkHosts, log: Log,
  session: Session, about: About,
};
