/** Who is connected now. */

import { h, html } from "../../html.js";
import { number, rich, t } from "../../lib/i18n.js";
import { nameOf } from "../../store/people.js";
import { Avatar } from "../../ui/parts.js";
import { Big, Card, large } from "./card.js";

/** So many people are named. */
const NAMED = 3;

/** @param {{host: any}} props */
export function Connected({ host }) {
  const { connected, people } = host;
  const devices = connected.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.devices, 0);
  const named = [...connected].sort((one, other) => other.devices - one.devices).slice(0, NAMED);
  return html`<${Card} icon="people" title=${t("host.connected")}>
    ${h(Big, null, rich("host.of_people", { connected: large(number(connected.length)) }, { n: people, devices: t("host.devices", { n: devices }) }))}
    <ul>${named.map(({ user_id: id, devices: n }) => html`<li key=${id}>${h(Avatar, { id, name: nameOf(id), tiny: true })}<bdi>${nameOf(id)}</bdi><span>${t("host.devices", { n })}</span></li>`)}</ul>
    ${connected.length > NAMED && html`<p class="hint">${t("host.more_people", { n: connected.length - NAMED })}</p>`}
  <//>`;
}
