/** Beside the room: who has seen a message, who has not, and how far it has come. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { get } from "../../net/api.js";
import { members, nameOf } from "../../store/people.js";
import { Avatar, Heading, Icon, rowsOf } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useLoaded } from "../shared/use_loaded.js";

void loadStyleSheet("reading");

/** Read marks that come one after the other are fetched together, milliseconds. */
const PAUSE_MS = 300;

/** @param {{message: any}} props */
export function SeenBy({ message }) {
  const { found: receipts, error } = useReceipts(message);
  return html`<${PanelFrame} title=${t("seen.title")} note=${html`<bdi>${previewOf(message)}</bdi>`}>
    ${error && html`<p class="wrong" role="alert">${error.message}</p>`}
    ${receipts && html`<div class="receipts">
      ${h(Ladder, { receipts })}
      ${h(Names, { title: t("seen.by", { n: receipts.seen.length }), ids: receipts.seen })}
      ${h(Names, { title: t("seen.not_by", { n: receipts.unseen.length }), ids: receipts.unseen })}
    </div>`}
  <//>`;
}

/** Loads the receipts, and again when a read mark of the room has changed. @param {any} message */
const useReceipts = (message) => useLoaded(
  () => get(`/api/messages/${message.id}/receipts`).then(({ devices, seen = [], unseen = [] }) => ({ devices, seen, unseen })),
  [message.id, members.value.get(message.room_id)], PAUSE_MS,
);

/** How far the message has come, step by step. @param {{receipts: any}} props */
function Ladder({ receipts: { seen, devices } }) {
  return html`<ol class="ladder">
    <li>${h(Icon, { name: "check", small: true })}${t("seen.stored")}</li>
    <li>${h(Icon, { name: "monitor", small: true })}${t("seen.devices", { n: devices })}</li>
    <li>${h(Icon, { name: "checks", small: true })}${seen.length > 0 ? t("seen.by", { n: seen.length }) : t("seen.nobody")}</li>
  </ol>`;
}

/** @param {{title: string, ids: string[]}} props */
function Names({ title, ids }) {
  if (ids.length === 0) return null;
  return html`<section aria-label=${title}>${h(Heading, { level: 2 }, title)}
    <ul class="choices">${rowsOf(ids, (id) => id, (id) => h(Named, { id }), nameOf)}</ul></section>`;
}

/** @param {{id: string}} props */
const Named = ({ id }) => html`<li class="choice">${h(Avatar, { id, name: nameOf(id), tiny: true })}<span class="name"><bdi>${nameOf(id)}</bdi></span></li>`;
