/** Keeps the number of new mentions, replies, reactions and followed threads. The host counts; the page asks it when something came that may concern this person. */

import { computed, effect } from "../../html.js";
import { get } from "../../net/api.js";
import { onMessage } from "../../store/message_listeners.js";
import { newConcerns, ownChanges } from "../../store/own_data.js";
import { rooms } from "../../store/rooms.js";
import { connectionState, myId } from "../../store/session.js";

/** Several reasons to ask often come together. One question answers them, milliseconds. */
const PAUSE_MS = 1_000;

/** The first messages of the threads that this person follows. @type {Set<string>} */
let followed = new Set();
let timer = 0;

/** Starts watching, once. */
export function watchConcerns() {
  onMessage((message) => {
    if (message.sender_id === myId.peek() && message.root_id) followed.add(message.root_id);
    if (concernsMe(message)) askSoon();
  });
  effect(() => {
    if (ownChanges.mine.value >= 0 && unreadMentions.value >= 0 && connectionState.value === "up") askSoon();
  });
}

/** How many mentions are unread: what is read in its room is not new in the list either. Most changes of rooms leave the number as it is, and then nothing is asked. */
const unreadMentions = computed(() => [...rooms.value.values()].reduce((sum, room) => sum + room.unread_mentions, 0));

/** @param {any} message */
function concernsMe(message) {
  const me = myId.peek();
  if (message.sender_id === me) return message.reactions.some((/** @type {any} */ one) => one.user_ids.some((/** @type {string} */ id) => id !== me));
  return message.mentions.includes(me) || message.thread?.author_id === me || followed.has(message.root_id);
}

/** The first reason sets the time, so that a busy room does not put the question off for ever. */
function askSoon() {
  timer ||= setTimeout(ask, PAUSE_MS);
}

async function ask() {
  timer = 0;
  const answer = await get("/api/mine/new").catch(() => null);
  if (!answer) return;
  followed = new Set(answer.followed);
  newConcerns.value = answer.count;
}
