/** Beside the room: who has seen a message, who has not, and how far it has come. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { preview } from "../../lib/formatting/preview.js";
import { get } from "../../net/api.js";
import { members, nameOf } from "../../store/people.js";
import { connectionState } from "../../store/session.js";
import { Avatar, Heading, Icon, rowsOf } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { loadStyleSheet } from "../shared/style_sheet.js";

void loadStyleSheet("reading");

/** Read marks that come one after the other are fetched together, milliseconds. */
const PAUSE_MS = 300;

/** @param {{message: any}} props */
export function SeenBy({ message }) {
  const { receipts, problem } = useReceipts(message);
  return html`<${PanelFrame} title=${t("seen.title")} note=${html`<bdi>${preview(message.body)}</bdi>`}>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${receipts && html`<div class="receipts">
      ${h(Ladder, { receipts })}
      ${h(Names, { title: t("seen.by", { n: receipts.seen.length }), ids: receipts.seen })}
      ${h(Names, { title: t("seen.not_by", { n: receipts.unseen.length }), ids: receipts.unseen })}
    </div>`}
  <//>`;
}

/** Fetches the receipts, and again when a read mark of the room has changed. @param {any} message @returns {{receipts: any, problem: string}} */
function useReceipts(message) {
  const [state, setState] = useState({ receipts: /** @type {any} */ (null), problem: "" });
  const marks = members.value.get(message.room_id);
  const isUp = connectionState.value === "up";
  useEffect(() => {
    const load = () => get(`/api/messages/${message.id}/receipts`).then(
      ({ devices, seen = [], unseen = [] }) => setState({ receipts: { devices, seen, unseen }, problem: "" }),
      (error) => setState((before) => (before.receipts ? before : { receipts: null, problem: error.message })),
    );
    const timer = setTimeout(load, state.receipts ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [message.id, marks, isUp]);
  return state;
}

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
