/** My own answers to messages, such as my votes, by the id of the message, and what I am asked to confirm. The host sends them to nobody else. */

import { signal } from "../html.js";

/** How many messages are kept. Those that are drawn are asked for again. */
const MOST = 500;

/** @type {Map<string, import("@preact/signals").Signal<number[] | null>>} */
const mine = new Map();

/** The numbers of the options that I have chosen; null: not known yet. @param {string} messageId */
export function answersOf(messageId) {
  const found = mine.get(messageId) ?? signal(/** @type {number[] | null} */ (null));
  mine.delete(messageId);
  mine.set(messageId, found);
  if (mine.size > MOST) mine.delete(mine.keys().next().value ?? "");
  return found;
}

/** What was chosen last in each poll, as long as the host has not answered. @type {Map<string, number[]>} */
const underWay = new Map();

/** Shows what was chosen in this page, which the host is told now. @param {string} messageId @param {number[]} choices */
export function choose(messageId, choices) {
  underWay.set(messageId, choices);
  answersOf(messageId).value = choices;
}

/** Takes what the host has stored of these choices, unless others were chosen since. @param {string} messageId @param {number[]} choices @param {number[]} mine */
export function settle(messageId, choices, mine) {
  if (underWay.get(messageId) !== choices) return;
  underWay.delete(messageId);
  answersOf(messageId).value = mine;
}

/** Takes my answers, as the host sends them. What it sends before it has answered this page is older than what is shown. @param {{message_id: string, mine: number[]}} event */
export function answersChanged(event) {
  if (!underWay.has(event.message_id)) answersOf(event.message_id).value = event.mine;
}

/** They may have changed on another device during a gap. */
export function forgetAnswers() {
  for (const answers of mine.values()) answers.value = null;
}

/** @typedef {{message_id: string, room_id: string, sender_id: string, body: string, asked_at: string}} Asked */

/** Urgent messages that I am asked to confirm. @type {import("@preact/signals").Signal<Map<string, Asked>>} */
export const urgentForMe = signal(new Map());

/** The host asks, and again every five minutes. @param {Asked} event */
export function urgentAsked(event) {
  urgentForMe.value = new Map(urgentForMe.peek()).set(event.message_id, event);
}

/** I have confirmed it, on this device or another, or nobody is asked any more. @param {{message_id: string}} event */
export function urgentOver({ message_id: id }) {
  if (!urgentForMe.peek().has(id)) return;
  const left = new Map(urgentForMe.peek());
  left.delete(id);
  urgentForMe.value = left;
}

/** A new connection is told anew. */
export function forgetUrgent() {
  if (urgentForMe.peek().size > 0) urgentForMe.value = new Map();
}
