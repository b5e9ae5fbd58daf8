/** What leads from a room to its threads: the number of replies below a message, and the line of a reply that stands in its thread only. */

import { h, html } from "../html.js";
import { t } from "../lib/i18n.js";
import { clock, shortWhen } from "../lib/time.js";
import { nameOf } from "../store/people.js";
import { myId } from "../store/session.js";
import { openedThread, openThread } from "../store/threads.js";
import { Avatar, Icon } from "./parts.js";

/** The number of replies below the message that began a thread. @param {{message: any}} props */
export function Replies({ message }) {
  const { replies, last_at: last, user_ids: writers } = message.thread;
  const isOpen = openedThread.value?.root.id === message.id;
  return html`<button type="button" class="replies" tabIndex="-1" aria-expanded=${String(isOpen)} onClick=${() => openThread(message)}>
    <span class="faces">${writers.map((/** @type {string} */ id) => h(Avatar, { key: id, id, name: nameOf(id), tiny: true }))}</span>
    <b>${t("thread.replies", { n: replies })}</b><span>· <time datetime=${last}>${t("thread.last", { when: shortWhen(last) })}</time></span>
  </button>`;
}

/** A reply whose writer left it in its thread: one quiet line, which opens the thread. @param {{message: any}} props */
export function FoldedReply({ message }) {
  const name = message.sender_id === myId.value ? t("people.you") : nameOf(message.sender_id);
  return html`<article class="message folded-reply" tabIndex="-1" data-key=${message.client_id ? `${message.sender_id}/${message.client_id}` : message.id} data-id=${message.id} data-first="" data-last="">
    <button type="button" onClick=${() => openThread({ ...message, root_id: message.root_id ?? message.reply_to })}>
      ${h(Icon, { name: "reply", small: true, turns: true })}<span>${t("thread.folded", { name })}</span><time datetime=${message.created_at}>${clock(message.created_at)}</time>
    </button>
  </article>`;
}

/** Whether a message stands in its thread only. @param {any} message */
export const isFolded = (message) => Boolean(message.thread?.folded) && !message.deleted;
