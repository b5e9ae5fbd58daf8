/** The menu of a message. */

import { h, html } from "../../html.js";
import { listed, rich, t } from "../../lib/i18n.js";
import { moment } from "../../lib/time.js";
import { editing, isEditable, replying } from "../../store/editing.js";
import { nameOf, readersOf } from "../../store/people.js";
import { readOnlyHere } from "../../store/rooms.js";
import { closeOverlay, openLazily, openOverlay, whenLoaded } from "../../store/route.js";
import { isAdmin, myId } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { openThread } from "../../store/timelines.js";
import { phone } from "../../store/viewport.js";
import { Icon } from "../../ui/parts.js";
import { copyText } from "../shared/copy.js";
import { arrows, choose, Menu } from "../shared/menu.js";
import { contentActions } from "../contents/content_actions.js";
import { attachmentActions } from "../files/message_actions.js";
import { recentEmoji } from "../emoji/emoji_memory.js";
import { openPerson } from "../people/everyone.js";
import { openReminder, openSeenBy, showsReaders } from "../reading/open.js";
import { setPinned } from "../reading/pin.js";

const history = () => import("./edit_history.js");
const picker = () => import("../emoji/emoji_picker.js");

/** Opens the menu. @param {any} message @param {{x: number, y: number} | null} at @param {boolean} [reactOnly] */
export function openMenu(message, at, reactOnly = false) {
  openOverlay(MessageMenu, { message, at: phone.peek() ? null : at, reactOnly });
}

/** @param {{message: any, at: import("../shared/menu.js").Place, reactOnly: boolean}} props */
const MessageMenu = ({ message, at, reactOnly }) => h(Menu, {
  title: t("message.tools"), at, choices: reactOnly ? [] : actions(message),
  before: !readOnlyHere.value && h(Quick, { message, at }), after: !reactOnly && h(Facts, { message }),
});

/** What a pointer shows as a tooltip: the time, who reacted, and who has read the message. @param {{message: any}} props */
function Facts({ message }) {
  const readers = message.sender_id === myId.value ? readersOf(message.room_id, message.seq) : [];
  const called = (/** @type {string} */ id) => (id === myId.value ? t("people.you") : nameOf(id));
  return html`<div class="note facts">
    <p><time datetime=${message.created_at}>${moment(message.created_at)}</time></p>
    ${message.edited_at && html`<p>${t("message.edited_at", { when: moment(message.edited_at) })}</p>`}
    ${message.reactions.map((/** @type {any} */ one) => html`<p key=${one.emoji}><span class="emoji">${one.emoji}</span> <bdi>${listed(one.user_ids.map(called))}</bdi></p>`)}
    ${readers.length > 0 && html`<p>${rich("message.seen_by", { names: listed(readers.map(nameOf)) })}</p>`}
  </div>`;
}

/** @param {any} message @returns {import("../shared/menu.js").Choice[]} */
function actions(message) {
  const isMine = message.sender_id === myId.value;
  /** @type {import("../shared/menu.js").Choice[]} */
  const all = [
    ...(message.body ? [/** @type {import("../shared/menu.js").Choice} */ (["copy", t("action.copy"), () => copyText(message.body)])] : []),
    ["link", t("action.copy_link"), () => copyText(`${location.origin}/r/${message.room_id}/${message.id}`)],
  ];
  if (!isMine) all.push(["unread", t("action.mark_unread"), () => syncLayer().then((on) => on.markUnread(message))]);
  const mayWrite = !readOnlyHere.value;
  if (!isMine) all.push(["user", t("action.about", { name: nameOf(message.sender_id) }), () => openPerson(message.sender_id)]);
  all.push(["bookmark", t("later.save"), () => openReminder({ message })]);
  if (mayWrite) all.push(["pin", message.pinned ? t("pins.unpin") : t("pins.pin"), () => setPinned(message, !message.pinned)]);
  if (message.edited_at) all.push(["clock", t("history.title"), () => openLazily(history, "EditHistory", { message })]);
  if (showsReaders(message)) all.push(["seen", t("seen.title"), () => openSeenBy(message)]);
  if (isMine && mayWrite && isEditable(message)) all.unshift(["edit", t("action.edit"), () => (editing.value = message)]);
  if (mayWrite || message.root_id || message.thread) all.unshift(["thread", message.root_id || message.thread ? t("thread.show") : t("thread.start"), () => openThread(message)]);
  if (mayWrite) all.unshift(["reply", t("action.reply"), () => (replying.value = message)]);
  all.push(...attachmentActions(message), ...contentActions(message));
  if (isMine || isAdmin.value) all.push(["trash", t("action.delete"), () => syncLayer().then((on) => on.deleteWithUndo(message)), true]);
  return all;
}

/** @param {{message: any, at: {x: number, y: number} | null}} props */
function Quick({ message, at }) {
  const react = (/** @type {string} */ emoji) => syncLayer().then((on) => on.react(message, emoji));
  const onPick = (/** @type {string} */ emoji) => closeOverlay().then(() => react(emoji));
  const more = () => whenLoaded(picker, (module) => openOverlay(module.EmojiPanel, { title: t("action.react"), onPick, at }, { replace: true }));
  return html`<div class="quick" role="group" aria-label=${t("action.react")} onKeyDown=${arrows}>
    ${recentEmoji().map((emoji) => html`<button key=${emoji} type="button" class="emoji-button" onClick=${choose(() => react(emoji))}>${emoji}</button>`)}
    <button type="button" class="icon-button" aria-label=${t("emoji.more")} title=${t("emoji.more")} onClick=${more}>${h(Icon, { name: "plus" })}</button>
  </div>`;
}
