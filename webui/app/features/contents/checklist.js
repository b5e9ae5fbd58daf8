/** A checklist in its message. Everyone in the room ticks its items. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { closeDirections } from "../../lib/text.js";
import { moment, shortWhen } from "../../lib/time.js";
import { nameOf } from "../../store/people.js";
import { readOnlyHere } from "../../store/rooms.js";
import { myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Avatar, Heading, Icon } from "../../ui/parts.js";

/** @param {{message: any}} props */
export function Checklist({ message }) {
  const { title, items } = message.content.checklist;
  const done = items.filter((/** @type {any} */ item) => item.done_by).length;
  const label = t("checklist.done", { n: done, all: items.length });
  return html`<div class="carried" role="group" aria-label=${closeDirections(title)}>
    <${Heading} level=${3} dir="auto">${title}<//>
    <p class="sub">${h(Icon, { name: "checklist", small: true })}<span>${label}</span></p>
    <div class="meter" aria-hidden="true"><span style=${{ inlineSize: `${(100 * done) / items.length}%` }}></span></div>
    ${items.map((/** @type {any} */ item) => h(Item, { key: item.id, message, item }))}
  </div>`;
}

/** @param {{message: any, item: any}} props */
function Item({ message, item }) {
  const isDone = Boolean(item.done_by);
  const name = isDone && (item.done_by === myId.value ? t("people.you") : nameOf(item.done_by));
  const text = closeDirections(item.text);
  const label = isDone ? t("checklist.done_by", { text, name, when: moment(item.done_at) }) : text;
  const turn = () => syncLayer().then((on) => on.tickItem(message, item.id, !isDone));
  return html`<button type="button" class="todo" role="checkbox" aria-checked=${String(isDone)} aria-label=${label} title=${isDone ? label : undefined} disabled=${readOnlyHere.value} onClick=${turn}>
    <span class="tick" data-on=${isDone ? "" : undefined}>${h(Icon, { name: "check", small: true })}</span>
    <span class="what" dir="auto">${item.text}</span>
    ${isDone && html`<span class="by">${h(Avatar, { id: item.done_by, name: nameOf(item.done_by) })}<time datetime=${item.done_at}>${shortWhen(item.done_at)}</time></span>`}
  </button>`;
}
