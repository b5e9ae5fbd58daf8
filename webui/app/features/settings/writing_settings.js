/** Settings: how this person writes, on every device. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { ownPreferences } from "../../store/preferences.js";
import { Heading } from "../../ui/parts.js";
import { Toggle } from "../shared/toggle.js";
import { setOwnPreference } from "./own_preference.js";

export function WritingSettings() {
  return html`<section class="card-section">${h(Heading, { level: 2 }, t("writing.title"))}
    ${h(Toggle, { label: t("writing.enter_sends"), hint: ownPreferences.value.enter_sends ? t("writing.enter_sends_hint") : t("writing.enter_breaks_hint"), ...preference("enter_sends") })}
  </section>`;
}

/** @param {"enter_sends"} name */
const preference = (name) => ({
  on: ownPreferences.value[name],
  onChange: (/** @type {boolean} */ on) => setOwnPreference(name, on),
});
