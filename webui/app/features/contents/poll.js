/** A poll in its message: the question, the options with their counts, and my own votes. */

import { h, html, useEffect, useState } from "../../html.js";
import { locale, number, t } from "../../lib/i18n.js";
import { briefWhen } from "../../lib/time.js";
import { closeDirections } from "../../lib/text.js";
import { answersOf } from "../../store/answers.js";
import { nameOf } from "../../store/people.js";
import { readOnlyHere, rooms } from "../../store/rooms.js";
import { openLazily } from "../../store/route.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Avatar, Heading, Icon } from "../../ui/parts.js";
import { useAnswers } from "./use_answers.js";

const voters = () => import("./voters.js");

/** The remaining time is written anew after this time, milliseconds. */
const AGAIN_MS = 30_000;
const MINUTE_MS = 60_000;

/** @param {{message: any}} props */
export function Poll({ message }) {
  const { poll } = message.content;
  const mine = useAnswers(message) ?? [];
  const isOpen = useIsOpen(poll);
  const mayVote = isOpen && !readOnlyHere.value;
  const most = Math.max(poll.voters, 1);
  const choose = (/** @type {number} */ item) => syncLayer().then((on) => on.vote(message, chosen(answersOf(message.id).peek() ?? [], item, poll.many)));
  return html`<div class="carried" role="group" aria-label=${closeDirections(poll.question)}>
    <${Heading} level=${3} dir="auto">${poll.question}<//>
    <p class="sub">${h(Icon, { name: "poll", small: true })}<span>${facts(poll, isOpen).join(" · ")}</span></p>
    ${poll.options.map((/** @type {any} */ option, /** @type {number} */ item) => h(Option, { key: item, option, part: option.votes / most, isMine: mine.includes(item), mayVote, many: poll.many, onChoose: () => choose(item) }))}
    <p class="count-line"><span>${footer(message, isOpen)}</span>
      ${!poll.secret && poll.voters > 0 && html`<button type="button" class="content-button" aria-haspopup="dialog" onClick=${() => openLazily(voters, "Voters", { message })}>${t("poll.who")}</button>`}</p>
  </div>`;
}

/** All my choices after a press on one of them. @param {number[]} mine @param {number} item @param {boolean} many */
export function chosen(mine, item, many) {
  if (mine.includes(item)) return mine.filter((other) => other !== item);
  return many ? [...mine, item].sort((a, b) => a - b) : [item];
}

/** @param {{option: any, part: number, isMine: boolean, mayVote: boolean, many: boolean, onChoose: () => void}} props */
function Option({ option, part, isMine, mayVote, many, onChoose }) {
  const label = t("poll.choice", { n: option.votes, text: closeDirections(option.text) });
  return html`<button type="button" class="poll-option" aria-pressed=${String(isMine)} aria-label=${label} disabled=${!mayVote} onClick=${onChoose}>
    <span class="bar-fill" style=${{ inlineSize: `${Math.round(100 * Math.min(1, part))}%` }}></span>
    <span class=${many ? "tick" : "tick round"} data-on=${isMine ? "" : undefined}>${h(Icon, { name: "check", small: true })}</span>
    <span class="what" dir="auto">${option.text}</span>
    <span class="faces" aria-hidden="true">${(option.user_ids ?? []).map((/** @type {string} */ id) => h(Avatar, { key: id, id, name: nameOf(id) }))}</span>
    <span class="n">${number(option.votes)}</span>
  </button>`;
}

/** @param {any} poll @param {boolean} isOpen */
function facts(poll, isOpen) {
  const all = [poll.many ? t("poll.several") : t("poll.one_choice")];
  if (poll.secret) all.push(t("poll.secret_vote"));
  if (!isOpen) all.push(t("poll.over"));
  else all.push(poll.ends_at ? t("poll.open_until", { when: briefWhen(poll.ends_at) }) : t("poll.is_open"));
  return all;
}

/** @param {any} message @param {boolean} isOpen */
function footer({ room_id, content: { poll } }, isOpen) {
  const all = Math.max(rooms.value.get(room_id)?.member_count ?? 0, poll.voters);
  const voted = t("poll.voted", { n: poll.voters, all });
  const minutes = Math.ceil((Date.parse(poll.ends_at) - Date.now()) / MINUTE_MS);
  if (!isOpen || !poll.ends_at || minutes > 60) return voted;
  return `${voted} · ${t("poll.ends_in", { when: new Intl.RelativeTimeFormat(locale()).format(minutes, "minute") })}`;
}

/** Whether votes count. A poll with an end is looked at again until then. @param {any} poll */
function useIsOpen({ ends_at: end, ended_at: ended }) {
  const [, setTurn] = useState(0);
  const left = end ? Date.parse(end) - Date.now() : Infinity;
  const isOpen = !ended && left > 0;
  useEffect(() => {
    if (!isOpen || left === Infinity) return undefined;
    const timer = setInterval(() => setTurn((turn) => turn + 1), Math.max(1_000, Math.min(AGAIN_MS, left)));
    return () => clearInterval(timer);
  }, [isOpen, end]);
  return isOpen;
}
