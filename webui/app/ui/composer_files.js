/** What a composer has for files, in a room and in a thread: the button that adds them, the tray, and what is said of a text that becomes too long. */

import { h, html } from "../html.js";
import { t } from "../lib/i18n.js";
import { trays } from "../store/pending.js";
import { openLazily, whenLoaded } from "../store/route.js";
import { phone } from "../store/viewport.js";
import { charactersLeft, keepKeyboard } from "./message_field.js";
import { IconButton, Lazy } from "./parts.js";

/** The counter is shown when this many characters are left. */
const COUNTED = 500;

const add = () => import("../features/messages/add_menu.js");
const tray = () => import("../features/sending/tray.js").then((module) => module.Tray);
const textFile = () => import("../features/sending/text_file.js");

/** Opens the menu of what can be posted besides text. @param {{field: any, place: string}} props place: a room, or a thread of it (store/pending.js) */
export const AddButton = ({ field, place }) =>
  h(IconButton, { icon: "plus", label: t("composer.add"), "aria-haspopup": "dialog", onPointerDown: keepKeyboard, onClick: (/** @type {any} */ event) => openAdd(place, field.current, event.currentTarget) });

/** @param {string} place @param {HTMLTextAreaElement} field @param {Element} button */
function openAdd(place, field, button) {
  const { left, top } = button.getBoundingClientRect();
  openLazily(add, "AddMenu", { place, field, at: phone.peek() ? null : { x: left, y: top } });
}

/** The files of the next message, if there are any. @param {{place: string}} props */
export const Tray = ({ place }) => trays.value.has(place) && h(Lazy, { load: tray, place });

/**
 * How many characters are left, when there are few. A text that is too long stays in the field, and can be sent as a file.
 * @param {{field: any, place: string | null, text: string}} props place: null where no file can be sent
 */
export function Length({ field, place, text }) {
  const left = charactersLeft(text);
  if (left > COUNTED) return null;
  const send = () => whenLoaded(textFile, (module) => module.sendAsFile(place, field.current));
  return html`<p class="length"><span role="status" data-over=${left < 0 ? "" : undefined}>${left < 0 ? t("composer.too_long", { n: -left }) : t("composer.left", { n: left })}</span>
    ${left < 0 && place !== null && html`<button type="button" class="button small" onPointerDown=${keepKeyboard} onClick=${send}>${t("composer.as_file")}</button>`}</p>`;
}
