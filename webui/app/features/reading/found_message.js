/** A message in a list outside of its room: who, when, and its first words. A click shows it in the room. */

import { h, html } from "../../html.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { moment, shortWhen } from "../../lib/time.js";
import { nameOf } from "../../store/people.js";
import { Avatar } from "../../ui/parts.js";

/** How many characters of a text are shown. */
const SHOWN_CHARACTERS = 240;

/** @param {{message: any, title: any, at: string, note?: any, badge?: any, personId?: string, isNew?: boolean, onOpen: () => void}} props badge: on the avatar; note: below the words */
export function FoundMessage({ message, title, at, note = null, badge = null, personId = message.sender_id, isNew = false, onOpen }) {
  return html`<button type="button" class="found-message" data-new=${isNew ? "" : undefined} onClick=${onOpen}>
    <span class="found-face">${h(Avatar, { id: personId, name: nameOf(personId) })}${badge && html`<span class="found-badge">${badge}</span>`}</span>
    <span class="found-text"><span class="found-title">${title}</span>
      <span class="found-words" dir="auto">${previewOf(message, SHOWN_CHARACTERS)}</span>
      ${note && html`<span class="found-note">${note}</span>`}</span>
    <time datetime=${at} title=${moment(at)}>${shortWhen(at)}</time>
  </button>`;
}
