/** The form for the Wi-Fi on the poster. What is typed here stays in this tab: it is sent to nobody, and gone when the tab is closed. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { Field, wrong } from "../shared/form.js";

const KEPT = "poster-wifi";
/** IEEE 802.11 allows 32 bytes for a network's name. A WPA passphrase has 8 to 63 characters, or it is a key of 64 digits. */
const NAME_BYTES = 32;
const PASSWORD = [8, 64];

/** @typedef {{name: string, security: string, password: string, hidden: boolean}} Wifi */

/** Returns the Wi-Fi that was typed before in this tab. @returns {Wifi} */
export function storedWifi() {
  const none = { name: "", security: "WPA", password: "", hidden: false };
  try {
    return { ...none, ...JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return none;
  }
}

/** @param {Wifi} wifi */
function keep(wifi) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(wifi));
  } catch {
    // Without storage it lasts as long as the page.
  }
}

/** Returns what is wrong with the Wi-Fi as a form error, or null when it can be printed. @param {Wifi} wifi */
export function wifiProblem({ name, security, password }) {
  if (new TextEncoder().encode(name).length > NAME_BYTES) return wrong("wifi_name", t("wifi.name_long"));
  if (!name || security === "nopass") return null;
  if (!password) return wrong("wifi_password", t("wifi.password_missing"));
  const length = [...password].length;
  if (security === "WPA" && (length < PASSWORD[0] || length > PASSWORD[1])) return wrong("wifi_password", t("wifi.password_length"));
  return null;
}

/** The form beside the poster. @param {{wifi: Wifi, setWifi: (wifi: Wifi) => void}} props */
export function WifiForm({ wifi, setWifi }) {
  const change = (/** @type {string} */ key) => (/** @type {any} */ { currentTarget: field }) => {
    const next = { ...wifi, [key]: field.type === "checkbox" ? field.checked : field.value };
    keep(next);
    setWifi(next);
  };
  const error = wifiProblem(wifi);
  return html`<form class="wifi" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()} novalidate>
    <h2>${t("wifi.title")}</h2>
    ${h(Field, { name: "wifi_name", label: t("wifi.name"), hint: t("wifi.name_hint"), error, value: wifi.name, onInput: change("name"), autocomplete: "off", spellcheck: false })}
    <div class="entry"><label for="wifi_security">${t("wifi.security")}</label>
      <select id="wifi_security" value=${wifi.security} onChange=${change("security")}>
        <option value="WPA">${t("wifi.wpa")}</option><option value="WEP">${t("wifi.wep")}</option><option value="nopass">${t("wifi.open")}</option>
      </select></div>
    ${wifi.security !== "nopass" && h(Field, { name: "wifi_password", label: t("wifi.password"), hint: t("wifi.stays"), error, value: wifi.password, onInput: change("password"), autocomplete: "off", spellcheck: false, autocapitalize: "off" })}
    <label class="poster-choice"><input type="checkbox" checked=${wifi.hidden} onChange=${change("hidden")} />${t("wifi.hidden")}</label>
  </form>`;
}
