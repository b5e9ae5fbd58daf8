/** A thread beside the room: its first message, all replies, and a field to reply. Events keep it up to date. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { arrange } from "../../lib/grouping.js";
import { t } from "../../lib/i18n.js";
import { dayKey, dayName } from "../../lib/time.js";
import { get, put, remove } from "../../net/api.js";
import { onMessage } from "../../store/message_listeners.js";
import { ownChanges } from "../../store/own_data.js";
import { titleOf } from "../../store/people.js";
import { asMessage, pending } from "../../store/pending.js";
import { readOnlyHere, rooms } from "../../store/rooms.js";
import { connectionState, myId } from "../../store/session.js";
import { openedThread } from "../../store/timelines.js";
import { toast } from "../../store/toasts.js";
import { keyOf, Message, PlainMessage } from "../../ui/message.js";
import { Guard, Icon } from "../../ui/parts.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { ThreadComposer } from "./thread_composer.js";
import { intoThread, withRow } from "./thread_rows.js";

void loadStyleSheet("reading");

/** A reader within this distance of the end stays at the end, pixels. */
const END_PX = 60;

/** @param {{id: string, roomId: string}} props id: of the first message */
export function ThreadPanel({ id, roomId }) {
  const problem = useThread(id);
  const room = rooms.value.get(roomId);
  const thread = openedThread.value?.root.id === id ? openedThread.value : null;
  const mayWrite = Boolean(thread) && !readOnlyHere.value;
  return html`<${PanelFrame} title=${t("thread.title")} note=${room && t("thread.in", { room: titleOf(room) })} takesFocus=${!mayWrite}
      actions=${thread && h(Follow, { thread })} foot=${mayWrite && thread && h(ThreadComposer, { key: id, thread, room: titleOf(room) })}>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${thread && h(Talk, { key: id, thread, readSeq: room?.read_seq ?? null })}
  <//>`;
}

/** Loads the thread, and again after a gap in the connection, and when this person follows other threads than before. @param {string} id @returns {string} what went wrong */
function useThread(id) {
  const [problem, setProblem] = useState("");
  const isUp = connectionState.value === "up";
  const changes = ownChanges.threads.value;
  useEffect(() => onMessage(intoThread), [id]);
  useEffect(() => {
    let isWanted = true;
    if (isUp) get(`/api/messages/${id}/thread`).then((answer) => isWanted && show(answer), (error) => isWanted && setProblem(error.message));
    return () => {
      isWanted = false;
    };
  }, [id, isUp, changes]);
  useEffect(() => () => {
    openedThread.value = null;
  }, [id]);
  return problem;
}

/** Shows what the host has. What came meanwhile by an event is newer than the answer, and earlier replies that were loaded stay. @param {any} answer */
function show({ root, messages, more_before: moreBefore, following }) {
  const before = openedThread.peek();
  const held = before?.root.id === root.id ? before : null;
  const rows = messages.reduce(withRow, held?.rows ?? []);
  openedThread.value = { root: held && held.root.rev > root.rev ? held.root : root, rows, moreBefore: held && held.rows.length > messages.length ? held.moreBefore : moreBefore, following };
}

/** @param {{thread: import("../../store/timelines.js").Thread}} props */
function Follow({ thread }) {
  const { root, following } = thread;
  const turn = () => (following ? remove : put)(`/api/messages/${root.id}/follow`).then(
    (answer) => openedThread.peek()?.root.id === root.id && (openedThread.value = { .../** @type {any} */ (openedThread.peek()), following: answer.following }),
    (error) => toast(error.message),
  );
  return html`<button type="button" class="button small follow" aria-pressed=${String(following)} onClick=${turn}>
    ${h(Icon, { name: "bell", small: true })}${following ? t("thread.following") : t("thread.follow")}</button>`;
}

/** @param {{thread: import("../../store/timelines.js").Thread, readSeq: number | null}} props readSeq: how far the room was read on opening */
function Talk({ thread, readSeq }) {
  const [divider] = useState(readSeq);
  const talk = useRef(/** @type {any} */ (null));
  const { root, rows, moreBefore } = thread;
  const mine = pending.value.filter((entry) => entry.reply_to === root.id && !rows.some((row) => row.client_id === entry.client_id && row.sender_id === myId.value));
  const all = [...rows, ...mine.map(asMessage)];
  useEndOf(talk, all.length);
  return html`<div class="talk" ref=${talk} role="log" aria-label=${t("thread.title")}>
    ${h(Guard, { of: Message, plain: PlainMessage, message: root, first: true, last: true, place: "thread " })}
    <p class="rule">${rows.length > 0 ? t("thread.replies", { n: root.thread?.replies ?? rows.length }) : t("thread.none")}</p>
    ${moreBefore && html`<button type="button" class="button small earlier" onClick=${() => loadEarlier(thread)}>${t("thread.earlier")}</button>`}
    ${arrange(all, divider, myId.value).map((row) => drawRow(row, root))}
  </div>`;
}

/** @param {any} row @param {any} root */
function drawRow({ type, iso, message, first, last }, root) {
  if (type === "day") return dayKey(iso) === dayKey(root.created_at) ? null : html`<p class="rule" key=${iso}>${dayName(iso)}</p>`;
  if (type === "new") return html`<div class="new" role="separator" key="new"><span>${t("timeline.new")}</span></div>`;
  return h(Guard, { key: keyOf(message), of: Message, plain: PlainMessage, message, first, last, place: "thread " });
}

/** Keeps a reader who is at the end there. @param {any} talk @param {number} count */
function useEndOf(talk, count) {
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const scroller = talk.current.parentElement;
    const note = () => (isAtEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_PX);
    scroller.addEventListener("scroll", note, { passive: true });
    return () => scroller.removeEventListener("scroll", note);
  }, []);
  useLayoutEffect(() => {
    const scroller = talk.current.parentElement;
    if (isAtEnd.current) scroller.scrollTop = scroller.scrollHeight;
  }, [count]);
}

/** @param {import("../../store/timelines.js").Thread} thread */
async function loadEarlier({ root, rows }) {
  const answer = await get(`/api/messages/${root.id}/thread?before=${rows[0].seq}`).catch((error) => void toast(error.message));
  const now = openedThread.peek();
  if (!answer || !now || now.root.id !== root.id) return;
  openedThread.value = { ...now, rows: answer.messages.reduce(withRow, now.rows), moreBefore: answer.more_before };
}
