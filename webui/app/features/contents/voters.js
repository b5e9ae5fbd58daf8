/** Who has voted for what in an open poll. */

import { h, html } from "../../html.js";
import { number, t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { Dialog } from "../../ui/dialog.js";
import { PresenceAvatar, rowsOf } from "../../ui/parts.js";
import { Problem } from "../shared/form.js";
import { useLoaded } from "../shared/use_loaded.js";

/** @param {{message: any}} props */
export function Voters({ message }) {
  const { found: answers, error } = useLoaded(() => get(`/api/messages/${message.id}/answers`).then((answer) => /** @type {any[]} */ (answer.answers)), [message.id]);
  return html`<${Dialog} title=${t("poll.who")} kind="sheet">
    ${h(Problem, { error, fields: [] })}
    ${answers && message.content.poll.options.map((/** @type {any} */ option, /** @type {number} */ item) => h(Votes, { key: item, text: option.text, ids: answers.filter((one) => one.item === item).map((one) => one.user_id) }))}
  <//>`;
}

/** @param {{text: string, ids: string[]}} props */
const Votes = ({ text, ids }) => html`<section><h3><bdi>${text}</bdi><span>${number(ids.length)}</span></h3>
  ${ids.length === 0 ? html`<p class="note">${t("poll.nobody")}</p>` : html`<ul class="choices">${rowsOf(ids, (id) => id, (id) => html`<li class="choice">${h(PresenceAvatar, { id, name: nameOf(id), tiny: true })}<bdi>${nameOf(id)}</bdi></li>`, nameOf)}</ul>`}
</section>`;
