/** Beside the room: who has confirmed an urgent message and when, and who has not. It is printed as a roll call. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { compare, number, rich, t } from "../../lib/i18n.js";
import { format } from "../../lib/formatting/format.js";
import { briefWhen, clock, moment } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { onMessage } from "../../store/message_listeners.js";
import { nameOf, presenceOf, titleOf, users } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { myId, office } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Avatar, Heading, Icon, PresenceAvatar, rowsOf } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { usePaper, useWords } from "../shared/printing.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useLoaded } from "../shared/use_loaded.js";
import { mayEnd } from "./may_end.js";

void loadStyleSheet("features/contents");

/** So long after a reminder is due the list is fetched again, milliseconds. */
const LATER_MS = 2_000;
/** It is fetched at most so often, milliseconds, also where the clock of the device is wrong. */
const AT_LEAST_MS = 15_000;
/** The pause between two reminders, milliseconds, as the host has it. */
const EVERY_MS = 5 * 60_000;

/** @typedef {{user_id: string, at: string | null}} Row */

/** @param {{message: any}} props */
export function UrgentBoard({ message: opened }) {
  const message = useNewest(opened);
  const { rows, next, problem, isLoaded } = useBoard(message);
  const words = useWords(office.value.language ?? "en");
  usePaper(words, () => h(Paper, { message, rows, next }));
  return html`<${PanelFrame} title=${t("urgent.board")} note=${noteOf(message, calledOf)} foot=${message.content && h(Foot, { message, isReady: isLoaded && words !== undefined })}>
    <div class="board">
      ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
      ${h(Lists, { message, rows, next })}
    </div>
  <//>`;
}

/** @param {any} message @param {(id: string) => string} called */
const noteOf = (message, called) => html`<bdi>${called(message.sender_id)}</bdi>, ${briefWhen(message.created_at)}`;

/** The board on paper, where that is in another language than the page. @param {{message: any, rows: Row[], next: string | null}} props */
const Paper = (props) => html`<div class="beside">
  <div class="bar"><div class="title">${h(Heading, { level: 1 }, t("urgent.board"))}<p>${noteOf(props.message, nameOf)}</p></div></div>
  <div class="fill"><div class="board">${h(Lists, props)}</div></div></div>`;

/** @param {{message: any, rows: Row[], next: string | null}} props */
function Lists({ message, rows, next }) {
  const waiting = rows.filter((row) => !row.at);
  const seen = rows.filter((row) => row.at);
  return html`
    ${message.content ? h(Printed, { message }) : html`<p class="note">${t("message.deleted")}</p>`}
    ${message.content && rows.length > 0 && h(Total, { n: seen.length, all: rows.length })}
    ${waiting.length > 0 && h(Waiting, { rows: waiting, next, message })}
    ${seen.length > 0 && html`<section>${h(Heading, { level: 2 }, t("urgent.seen"))}
      <ul class="two">${rowsOf(byName(seen), (row) => row.user_id, (row) => h(Seen, { row }), (row) => nameOf(row.user_id))}</ul></section>`}`;
}

/** The message as it is now. @param {any} opened */
function useNewest(opened) {
  const [message, setMessage] = useState(opened);
  useEffect(() => onMessage((changed) => changed.id === opened.id && setMessage(changed)), [opened.id]);
  return message;
}

/** The answers, loaded again with each change of the message and after each reminder. @param {any} message @returns {{rows: Row[], next: string | null, problem: string, isLoaded: boolean}} */
function useBoard(message) {
  const [turn, setTurn] = useState(0);
  const { found, error } = useLoaded(() => get(`/api/messages/${message.id}/answers`).then(({ answers, next_at: next = null }) => ({ rows: answers, next })), [message.id, message.rev, turn]);
  const next = found?.next ?? null;
  useEffect(() => {
    if (!next) return undefined;
    const timer = setTimeout(() => setTurn((now) => now + 1), Math.max(AT_LEAST_MS, Date.parse(next) - Date.now() + LATER_MS));
    return () => clearTimeout(timer);
  }, [next, turn]);
  return { rows: found?.rows ?? [], next, problem: error?.message ?? "", isLoaded: found !== null };
}

/** What a sheet of paper needs beside the names. The time is that of printing. @param {{message: any}} props */
function Printed({ message }) {
  const time = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    const stamp = () => (time.current.textContent = moment(new Date().toISOString()));
    stamp();
    addEventListener("beforeprint", stamp);
    return () => removeEventListener("beforeprint", stamp);
  }, []);
  return html`<div class="on-paper">
    <p>${office.value?.name} · <bdi>${titleOf(rooms.value.get(message.room_id) ?? {})}</bdi> · <time ref=${time}></time></p>
    <div class="bubble">${format(message.body, [])}</div>
  </div>`;
}

/** @param {{n: number, all: number}} props */
const Total = ({ n, all }) => html`<div>
  <p class="board-total" role="status">${rich("urgent.count", { n: html`<b>${number(n)}</b>` }, { n, all })}</p>
  <div class="meter" aria-hidden="true"><span style=${{ inlineSize: `${(100 * n) / all}%` }}></span></div>
</div>`;

/** @param {{rows: Row[], next: string | null, message: any}} props */
function Waiting({ rows, next, message }) {
  const reminded = next && Date.parse(next) - EVERY_MS - Date.parse(message.created_at) > LATER_MS ? new Date(Date.parse(next) - EVERY_MS).toISOString() : null;
  return html`<section class="wait">${h(Heading, { level: 2 }, t("urgent.not_yet"))}
      <ul>${rowsOf(byName(rows), (row) => row.user_id, (row) => h(Missing, { id: row.user_id, reminded }), (row) => nameOf(row.user_id))}</ul></section>
    <p class="note">${next ? t("urgent.again", { when: clock(next) }) : t("urgent.no_more")}</p>`;
}

/** @param {{id: string, reminded: string | null}} props */
function Missing({ id, reminded }) {
  const state = presenceOf(id).value;
  const why = state === "away" || state === "offline" ? t(state === "away" ? "presence.away" : "presence.offline") : reminded && t("urgent.reminded", { when: clock(reminded) });
  return html`<li><i class="box" aria-hidden="true"></i>${h(PresenceAvatar, { id, name: nameOf(id), tiny: true })}${h(Name, { id })}${why && html`<span class="why">${why}</span>`}</li>`;
}

/** On paper I have a name too. @param {{id: string}} props */
const Name = ({ id }) => (id === myId.value ? html`<bdi class="on-screen">${t("people.you")}</bdi><bdi class="on-paper">${nameOf(id)}</bdi>` : html`<bdi>${nameOf(id)}</bdi>`);

/** @param {{row: Row}} props */
const Seen = ({ row: { user_id: id, at } }) => html`<li>${h(Avatar, { id, name: nameOf(id), tiny: true })}${h(Name, { id })}<time datetime=${at}>${briefWhen(/** @type {string} */ (at))}</time></li>`;

/** @param {{message: any, isReady: boolean}} props isReady: the answers are there, and the language in which they are printed */
const Foot = ({ message, isReady }) => html`<footer class="board-foot">
  <button type="button" class="button" disabled=${!isReady} onClick=${() => print()}>${h(Icon, { name: "print", small: true })}${t("urgent.print")}</button>
  ${mayEnd(message) && html`<button type="button" class="button" onClick=${() => syncLayer().then((on) => on.endUrgent(message))}>${h(Icon, { name: "bell", small: true })}${t("urgent.end")}</button>`}
</footer>`;

/** @param {string} id */
const calledOf = (id) => (id === myId.value ? t("people.you") : nameOf(id));

/** @param {Row[]} rows */
const byName = (rows) => (users.value, [...rows].sort((one, other) => compare(nameOf(one.user_id), nameOf(other.user_id))));
