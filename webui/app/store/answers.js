/** My own answers to messages, such as my votes, by the id of the message. The host sends them to nobody else. */

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

/** Takes my answers, as the host sends them. @param {{message_id: string, mine: number[]}} event */
export function answersChanged(event) {
  answersOf(event.message_id).value = event.mine;
}

/** They may have changed on another device during a gap. */
export function forgetAnswers() {
  for (const answers of mine.values()) answers.value = null;
}
