/** Says why no voice note can be recorded here, and offers what can be done. */

import { html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";

/** @param {{why: "insecure" | "denied" | "missing" | "busy", choose: () => void}} props */
export function NoRecorder({ why, choose }) {
  const words = { insecure: () => t("voice.insecure"), denied: () => t("voice.denied"), missing: () => t("voice.missing"), busy: () => t("voice.busy") }[why]();
  // The browser opens its dialog only in the turn of the press.
  const chosen = () => {
    choose();
    void closeOverlay();
  };
  return html`<${Dialog} title=${t("voice.cannot")} kind="question">
    <p class="note lead">${words}</p>
    <div class="answers">
      <button type="button" class="button" onClick=${closeOverlay}>${t("action.cancel")}</button>
      <button type="button" class="button primary" onClick=${chosen}>${t("voice.choose")}</button>
    </div>
  <//>`;
}
