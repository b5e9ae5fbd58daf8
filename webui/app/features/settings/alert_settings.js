/** Settings: sounds and notifications on this device. */

import { h, html } from "../../html.js";
import { hasSound, wakeLockSupport } from "../../lib/browser.js";
import { t } from "../../lib/i18n.js";
import { playSound } from "../../sync/alerts/alert_sound.js";
import { requestNotifications, notificationState } from "../../sync/alerts/notifications.js";
import { setPreference, preferences } from "../../store/preferences.js";
import { Heading, Icon } from "../../ui/parts.js";
import { Toggle } from "../shared/toggle.js";

export function AlertSettings() {
  const may = notificationState.value;
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("alerts.title"))}
    ${hasSound() && html`
      ${h(Toggle, { label: t("alerts.sound"), hint: t("alerts.sound_hint"), ...preference("sound") })}
      ${h(Toggle, { label: t("alerts.room_sound"), hint: t("alerts.room_sound_hint"), ...preference("room_sound") })}
      <button type="button" class="button small" onClick=${playSound}>${h(Icon, { name: "volume", small: true })}${t("alerts.try")}</button>`}
    ${may === "on" && h(Toggle, { label: t("alerts.notices"), hint: t("alerts.notices_hint"), ...preference("notices") })}
    ${may === "ask" && html`<div class="asking"><p><b>${t("alerts.notices")}</b><small>${t("alerts.notices_hint")}</small></p>
      <button type="button" class="button small" onClick=${requestNotifications}>${h(Icon, { name: "bell", small: true })}${t("alerts.allow")}</button></div>`}
    ${wakeLockSupport() === "works" && h(Toggle, { label: t("awake.label"), hint: t("awake.hint"), ...preference("awake") })}
  </section>`;
}

/** @param {keyof import("../../store/preferences.js").Preferences} name */
const preference = (name) => ({
  on: preferences.value[name],
  onChange: (/** @type {boolean} */ on) => setPreference(name, on),
});
