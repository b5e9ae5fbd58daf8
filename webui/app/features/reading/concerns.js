/** The list of what concerns this person: mentions, replies, reactions, and threads that they follow, by day. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { rich, t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { dayKey, dayName } from "../../lib/time.js";
import { get, put } from "../../net/api.js";
import { nameOf, titleOf } from "../../store/people.js";
import { newConcerns } from "../../store/own_data.js";
import { rooms } from "../../store/rooms.js";
import { navigate } from "../../store/route.js";
import { connectionState, myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { openThread } from "../../store/timelines.js";
import { Heading, Icon, rowsOf } from "../../ui/parts.js";
import { FoundMessage } from "./found_message.js";

/** The filters: the host's kind, the icon, and the words. @type {[string, string | null, () => string][]} */
const FILTERS = [
  ["", null, () => t("mine.all")],
  ["mention", "at", () => t("mine.mentions")],
  ["reply", "reply", () => t("mine.replies")],
  ["reaction", "smile", () => t("mine.reactions")],
  ["thread", "thread", () => t("mine.threads")],
];

export function Concerns() {
  const [kind, setKind] = useState("");
  const { concerns, next, problem, more } = useConcerns(kind);
  return html`<section class="concerns" aria-label=${t("mine.for_me")}>
    <div class="mine-filters" role="group" aria-label=${t("mine.filter")}>${FILTERS.map(([name, icon, label]) => html`<button key=${name} type="button" class="mine-filter" aria-pressed=${String(kind === name)} onClick=${() => setKind(name)}>
      ${icon && h(Icon, { name: icon, small: true })}${label()}</button>`)}</div>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${concerns?.length === 0 && !next && html`<p class="note none">${kind ? t("mine.none_of_kind") : t("mine.none")}</p>`}
    ${byDay(concerns ?? []).map(([iso, some]) => html`<section key=${iso}>${h(Heading, { level: 2 }, dayName(iso))}
      <ul class="found">${rowsOf(some, keyOf, (one) => h(Concern, { one }), (one) => one.message.body)}</ul></section>`)}
    ${next && html`<button type="button" class="button" onClick=${more}>${t("mine.more")}</button>`}
  </section>`;
}

/** @param {any} one */
const keyOf = (one) => `${one.kind} ${one.message.id}`;

/** Loads the list, and again when something new has come. What is shown counts as seen; its dots stay until it is loaded again by another choice. @param {string} kind */
function useConcerns(kind) {
  const empty = { kind, concerns: /** @type {any[] | null} */ (null), next: /** @type {string | null} */ (null), problem: "" };
  const [held, setState] = useState(empty);
  // What was loaded for another filter is not shown under this one.
  const state = held.kind === kind ? held : empty;
  const dots = useRef(new Set());
  const chosen = useRef(kind);
  chosen.current = kind;
  const isUp = connectionState.value === "up";
  // Without a connection it is asked once, so that whoever looks at nothing learns why.
  const isAsked = isUp || (connectionState.value !== "connecting" && !state.concerns);
  const fresh = newConcerns.value > 0;
  const take = (/** @type {any} */ { concerns, next }, /** @type {any[]} */ before) => {
    for (const one of concerns) if (one.new) dots.current.add(keyOf(one));
    if (chosen.current === kind) setState({ kind, concerns: [...before, ...concerns].map((one) => ({ ...one, new: dots.current.has(keyOf(one)) })), next, problem: "" });
  };
  const fetchPage = (/** @type {string | null} */ before) => get(`/api/mine?${new URLSearchParams({ ...(kind && { kind }), ...(before && { before }) })}`);
  useEffect(() => {
    let isWanted = true;
    if (isAsked) fetchPage(null).then((answer) => isWanted && (take(answer, []), seen(answer)), (error) => isWanted && setState({ ...state, problem: error.message }));
    return () => {
      isWanted = false;
    };
  }, [kind, isUp, isAsked, fresh]);
  const more = () => fetchPage(state.next).then((answer) => take(answer, state.concerns ?? []), (error) => setState((now) => ({ ...now, problem: error.message })));
  return { ...state, more };
}

/** Tells the host what was shown. @param {any} answer */
function seen({ concerns }) {
  if (concerns.some((/** @type {any} */ one) => one.new)) put("/api/mine/seen", { at: concerns[0].at }).then(() => (newConcerns.value = 0), () => null);
}

/** @param {any[]} concerns @returns {[string, any[]][]} */
function byDay(concerns) {
  /** @type {Map<string, [string, any[]]>} */
  const days = new Map();
  for (const one of concerns) {
    const day = days.get(dayKey(one.at)) ?? /** @type {[string, any[]]} */ ([one.at, []]);
    day[1].push(one);
    days.set(dayKey(one.at), day);
  }
  return [...days.values()];
}

/** @param {{one: any}} props */
function Concern({ one }) {
  const { kind, message, user_id: personId, at } = one;
  const open = () => {
    navigate(kind === "thread" ? `/r/${message.room_id}` : `/r/${message.room_id}/${message.id}`);
    if (kind === "thread") openThread(message);
    else void syncLayer().then((on) => on.showMessage(message.room_id, message.id));
  };
  const note = kind === "thread" ? t("thread.replies", { n: message.thread?.replies ?? 0 }) : null;
  return html`<li>${h(FoundMessage, { message, personId, at, isNew: one.new, note, title: titleFor(one), badge: badgeOf(one), onOpen: open })}</li>`;
}

/** @param {any} one */
function badgeOf({ kind, message }) {
  if (kind === "reaction") return message.reactions.at(-1)?.emoji;
  return h(Icon, { name: { mention: "at", reply: "reply", thread: "thread" }[/** @type {"mention"} */ (kind)] });
}

/** @param {any} one */
function titleFor({ kind, message, user_id: personId }) {
  const room = rooms.value.get(message.room_id);
  const place = room ? isolated(titleOf(room)) : "";
  const name = html`<b><bdi>${nameOf(personId)}</bdi></b>`;
  return html`${sentenceFor(kind, name, place, othersOf(message))}`;
}

/** @param {string} kind @param {any} name @param {string} room @param {number} n how many others have reacted */
function sentenceFor(kind, name, room, n) {
  if (kind === "mention") return rich("mine.mentioned", { name }, { room });
  if (kind === "reply") return rich("mine.replied", { name }, { room });
  if (kind === "thread") return rich("mine.wrote", { name });
  return n > 0 ? rich("mine.reacted_many", { name }, { n }) : rich("mine.reacted", { name });
}

/** How many people besides one have reacted to my message. @param {any} message */
function othersOf(message) {
  const ids = new Set(message.reactions.flatMap((/** @type {any} */ one) => one.user_ids));
  ids.delete(myId.peek());
  return Math.max(0, ids.size - 1);
}
