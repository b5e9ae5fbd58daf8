/** Whom `@everyone` and `@here` concern, and who may use them. The host decides; this says the same before it has answered. */

import { signal } from "../html.js";
import { isAdmin, isGuest, me, myId } from "./session.js";

/** In larger rooms only the owner and admins mention everyone. */
const MOST_MEMBERS = 500;
/** In rooms of more people than this the sender is asked first. */
const ASKED_MEMBERS = 20;

/** Whether the page is looked at, as the host was told. */
export const isActive = signal(true);

/** Whether a message mentions this person, by name or with the whole room. @param {any} message */
export function concernsMe(message) {
  if (message.sender_id === myId.peek()) return false;
  if (message.mentions.includes(myId.peek()) || message.mentions_all === "everyone") return true;
  return message.mentions_all === "here" && isActive.peek();
}

/** Whether this person may mention a whole room. @param {any} room */
export function mayMentionAll(room) {
  if (!room || room.kind === "direct" || isGuest.peek() || me.peek()?.read_only) return false;
  return isAdmin.peek() || room.member_count <= MOST_MEMBERS;
}

/** Whether the sender is asked before a whole room is mentioned. @param {any} room */
export const asksFirst = (room) => mayMentionAll(room) && room.member_count > ASKED_MEMBERS;
