/** The actions of a person on messages and rooms. Each shows a toast when it fails. */

import { patch, post, remove } from "../net/api.js";
import { Command } from "../net/protocol.js";
import { t } from "../lib/i18n.js";
import { answersOf, choose, settle as settleVote, urgentOver } from "../store/answers.js";
import { involvementChanged, putRoom, rooms } from "../store/rooms.js";
import { navigate } from "../store/route.js";
import { deleting } from "../store/editing.js";
import { myId } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { request } from "./connection.js";
import { upsert } from "./message_intake.js";
import { loadMembers } from "./history.js";
import { roomLeft } from "./room_left.js";

/** How long a deletion can be undone, milliseconds. */
const UNDO_MS = 6_000;

/** @template T @param {Promise<T>} work @returns {Promise<T | null>} */
async function toastOnError(work) {
  try {
    return await work;
  } catch (problem) {
    toast(/** @type {any} */ (problem).message);
    return null;
  }
}

/** @param {string} command @param {object} body */
async function onMessage(command, body) {
  const answer = await toastOnError(request(command, body));
  if (answer) upsert(answer.message);
  return answer !== null;
}

/** Adds my reaction, or removes it if it is there. @param {any} message @param {string} emoji */
export function react(message, emoji) {
  const isMine = message.reactions.some((/** @type {any} */ found) => found.emoji === emoji && found.user_ids.includes(myId.peek()));
  return onMessage(isMine ? Command.REACTION_REMOVE : Command.REACTION_ADD, { message_id: message.id, emoji });
}

/** Votes in a poll: with all choices of mine, in place of those before. @param {any} message @param {number[]} choices */
export async function vote(message, choices) {
  const before = answersOf(message.id).peek() ?? [];
  choose(message.id, choices);
  const answer = await toastOnError(request(Command.POLL_VOTE, { message_id: message.id, choices }));
  settleVote(message.id, choices, answer?.mine ?? before);
  if (answer) upsert(answer.message);
}

/** Ends a poll. @param {any} message */
export const endPoll = (message) => onMessage(Command.POLL_END, { message_id: message.id });

/** Confirms an urgent message. @param {any} message */
export async function confirmUrgent(message) {
  if (await onMessage(Command.URGENT_CONFIRM, { message_id: message.id })) urgentOver({ message_id: message.id });
}

/** Asks nobody any more to confirm an urgent message. @param {any} message */
export const endUrgent = (message) => onMessage(Command.URGENT_END, { message_id: message.id });

/** Ticks an item of a checklist, or takes the tick back. @param {any} message @param {number} item @param {boolean} done */
export const tickItem = (message, item, done) => onMessage(Command.CHECKLIST_TICK, { message_id: message.id, item, done });

/** Replaces the items of a checklist. @param {any} message @param {string} title @param {{id?: number, text: string}[]} items */
export const editChecklist = (message, title, items) => onMessage(Command.CHECKLIST_EDIT, { message_id: message.id, title, items });

/** Changes the text of a message. @param {string} messageId @param {string} body */
export const edit = (messageId, body) => onMessage(Command.MESSAGE_EDIT, { message_id: messageId, body });

/** @type {Map<string, number>} */
const timers = new Map();

/** Shows the message as deleted, but tells the host only after a while, so that the deletion can be undone. @param {any} message */
export function deleteWithUndo(message) {
  deleting.value = new Set(deleting.peek()).add(message.id);
  timers.set(message.id, setTimeout(reallyDelete, UNDO_MS, message.id));
  toast(t("message.deleting"), { label: t("action.undo"), act: () => undo(message.id), ms: UNDO_MS });
}

/** @param {string} id */
function undo(id) {
  clearTimeout(timers.get(id));
  settle(id);
}

/** @param {string} id */
function settle(id) {
  timers.delete(id);
  const left = new Set(deleting.peek());
  left.delete(id);
  deleting.value = left;
}

/** @param {string} id */
async function reallyDelete(id) {
  timers.delete(id);
  await onMessage(Command.MESSAGE_DELETE, { message_id: id });
  settle(id);
}

/** Deletes at once what still waits for its undo time, because a page that closes cannot wait. @returns {Promise<unknown>} resolves when the host has answered */
export function deleteAllNow() {
  return Promise.all([...timers].map(([id, timer]) => {
    clearTimeout(timer);
    return reallyDelete(id);
  }));
}

/** Opens the direct room with these people. @param {string[]} userIds the others; none: my own place @returns {Promise<string | undefined>} the room; undefined if it did not open */
export async function openDirect(userIds) {
  const answer = await toastOnError(post("/api/direct", { user_ids: userIds }));
  if (!answer) return;
  putRoom(answer.room);
  navigate(`/r/${answer.room.id}`);
  return answer.room.id;
}

/** Joins an open room. @param {string} roomId */
export async function joinRoom(roomId) {
  const answer = await toastOnError(post(`/api/rooms/${roomId}/join`));
  if (!answer) return;
  putRoom(answer.room);
  navigate(`/r/${roomId}`);
}

/** Leaves a room. @param {string} roomId */
export async function leaveRoom(roomId) {
  if (await toastOnError(post(`/api/rooms/${roomId}/leave`))) roomLeft(roomId);
}

/** Adds people to a room. @param {string} roomId @param {string[]} userIds */
export async function addMembers(roomId, userIds) {
  if (await toastOnError(post(`/api/rooms/${roomId}/members`, { user_ids: userIds }))) await loadMembers(roomId);
}

/** Removes somebody from a room. @param {string} roomId @param {string} userId */
export async function removeMember(roomId, userId) {
  if (await toastOnError(remove(`/api/rooms/${roomId}/members/${userId}`))) await loadMembers(roomId);
}

/** Sets which messages of a room notify this person. @param {string} roomId @param {string} involvement */
export async function setInvolvement(roomId, involvement) {
  if (await toastOnError(patch(`/api/rooms/${roomId}/membership`, { involvement }))) involvementChanged(roomId, involvement);
}
