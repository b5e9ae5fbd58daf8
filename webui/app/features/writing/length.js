/** How many characters a message may still have. A text that is too long stays in the field, and can be sent as a file. */

import { html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { whenLoaded } from "../../store/route.js";
import { keepKeyboard } from "../../ui/parts.js";

const textFile = () => import("../sending/text_file.js");

/** @param {{field: any, place: string | null, left: number}} props place: null where no file can be sent */
export function Length({ field, place, left }) {
  const send = () => whenLoaded(textFile, (module) => module.sendAsFile(place, field.current));
  return html`<p class="length"><span role="status" data-over=${left < 0 ? "" : undefined}>${left < 0 ? t("composer.too_long", { n: -left }) : t("composer.left", { n: left })}</span>
    ${left < 0 && place !== null && html`<button type="button" class="button small" onPointerDown=${keepKeyboard} onClick=${send}>${t("composer.as_file")}</button>`}</p>`;
}
