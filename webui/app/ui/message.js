/** One message: its bubble, what it replies to, its reactions and its state. */

import { computed, h, html, signal, useEffect, useMemo, useRef, useState } from "../html.js";
import { list, number, t } from "../lib/i18n.js";
import { spaceOf } from "./attachment_space.js";
import { provideCodeParts } from "../lib/code_block.js";
import { format } from "../lib/formatting/format.js";
import { previewOf } from "../lib/formatting/preview.js";
import { WORDS_FOR_ALL } from "../lib/formatting/words_for_all.js";
import { closeDirections, hue, isEmojiOnly, isLong } from "../lib/text.js";
import { clock, moment, shortWhen } from "../lib/time.js";
import { deleting, replying, setFolded, unfolded } from "../store/editing.js";
import { everyone, nameOf, readersOf, users } from "../store/people.js";
import { mayMentionAll, readOnlyHere, roomNames, rooms, wantOpenRooms } from "../store/rooms.js";
import { openLazily, whenLoaded } from "../store/route.js";
import { myId, office } from "../store/session.js";
import { syncLayer } from "../store/sync_layer.js";
import { heldMessage, openedThread, openThread } from "../store/timelines.js";
import { Avatar, Icon, IconButton, Lazy } from "./parts.js";
import { gestureHandlers } from "./message_gestures.js";

const menuModule = () => import("../features/messages/message_menu.js");
const history = () => import("../features/messages/edit_history.js");
/** The dialog of the sender, which a click on the avatar opens. The keyboard finds it in the message's menu. */
const person = () => import("../features/people/person_dialog.js");

const cards = () => import("../features/cards/link_cards.js").then((module) => module.LinkCards);
/** Whether a message may have links that get a card: links to this office, and to what the owner allows. @param {any} message */
const mayHaveCards = ({ id, body }) => Boolean(id) && body.includes("://") && (office.value.cards || body.includes("/r/"));

provideCodeParts(() => import("../features/code/code_parts.js"));
/** Draws what a message carries besides its text, such as a poll. Until it is loaded the text is shown, which says the same. */
const content = () => import("../features/contents/content.js").then((module) => module.Content);

const uploading = () => import("../features/sending/uploading.js").then((module) => module.Uploading);
const attached = () => import("../features/files/attachments.js").then((module) => module.Attachments);

/** So much of a message is shown where another one replies to it. */
const QUOTED_CHARACTERS = 300;

/** The row under the pointer or the keyboard. Only this one has its tools drawn. */
const active = signal("");

/** Returns a key that stays the same from pending to stored, so that the row is not drawn again. @param {any} message */
export const keyOf = (message) => (message.client_id ? `${message.sender_id}/${message.client_id}` : message.id);

/** @param {{message: any, first: boolean, last: boolean, place?: string}} props place: of a row that is drawn twice, beside the room too */
export function Message({ message, first, last, place = "" }) {
  const key = keyOf(message);
  const spot = place + key;
  const isMine = message.sender_id === myId.value;
  const isActive = useMemo(() => computed(() => active.value === spot), [spot]).value;
  const isGoing = useMemo(() => computed(() => deleting.value.has(message.id)), [message.id]).value;
  const name = nameOf(message.sender_id);
  const flag = (/** @type {boolean} */ on) => (on ? "" : undefined);
  const times = useRef(0);
  times.current += 1;
  const hot = message.id && !message.deleted ? gestureHandlers(message) : {};
  return html`<article class="message" style=${{ "--hue": hue(message.sender_id) }} tabIndex="-1"
      data-key=${key} data-id=${message.id} data-first=${flag(first)} data-last=${flag(last)} data-mine=${flag(isMine)} data-going=${flag(isGoing)}
      aria-label=${t("message.label", { name: isMine ? t("people.you") : name, time: clock(message.created_at) })}
      onPointerEnter=${() => (active.value = spot)} onFocusIn=${() => (active.value = spot)} ...${hot}>
    ${last && !isMine && h(Avatar, { id: message.sender_id, name, onClick: () => openLazily(person, "PersonDialog", { id: message.sender_id }) })}
    ${first && !isMine && html`<p class="meta">${h(Author, { id: message.sender_id, name })}<time datetime=${message.created_at}>${clock(message.created_at)}</time></p>`}
    ${h(Bubble, { message, last, isMine, place })}
    ${message.reactions.length > 0 && h(Reactions, { message, isLater: times.current > 1 })}
    ${message.thread && !message.root_id && !place && h(Replies, { message })}
    ${message.uploads && h(Lazy, { load: uploading, message })}
    ${message.state === "failed" && h(NotSent, { message })}
    ${isActive && message.id && !message.deleted && !isGoing && h(Tools, { message })}
  </article>`;
}

/** @param {{id: string, name: string}} props */
const Author = ({ id, name }) => html`<button type="button" class="author" tabIndex="-1" aria-haspopup="dialog" onClick=${() => openLazily(person, "PersonDialog", { id })}><b dir="auto">${name}</b></button>`;

/** A row that failed to draw: it shows who wrote it and what was typed. @param {{message: any}} props */
export function PlainMessage({ message }) {
  return html`<article class="message" tabIndex="-1" data-key=${keyOf(message)} data-id=${message.id} data-first="" data-last="">
    <p class="meta"><b dir="auto">${nameOf(message.sender_id)}</b></p>
    <div class="bubble"><p class="typed" dir="auto">${message.deleted ? "" : closeDirections(String(message.body))}</p></div>
  </article>`;
}

/** @param {{message: any, last: boolean, isMine: boolean, place: string}} props */
function Bubble({ message, last, isMine, place }) {
  if (message.deleted) return html`<div class="bubble gone"><p>${t("message.deleted")}</p></div>`;
  const showsState = isMine && message.state !== "failed" && (last || message.state === "pending");
  const hasStamp = showsState || message.edited_at || message.pinned;
  const carries = message.content && Object.keys(message.content)[0];
  const isLarge = isEmojiOnly(message.body) && !message.reply_to && carries !== "urgent";
  const names = ["bubble", isLarge && "large", hasStamp && "stamped"].filter(Boolean).join(" ");
  const space = message.attachments?.length > 0 && spaceOf(message.attachments);
  return html`<div class=${names} data-state=${message.state} data-carries=${carries} style=${space && `width:min(${space.wide + 0.5}rem,100cqi - 5rem)`}>
    ${message.reply_to && !(place && message.reply_to === (message.root_id ?? message.reply_to)) && h(Quote, { id: message.reply_to, roomId: message.room_id })}
    ${space && h(Attached, { message, space })}
    ${carries ? h(Lazy, { load: content, message }, h(Text, { message })) : h(Text, { message })}
    ${mayHaveCards(message) && h(Lazy, { load: cards, message })}
    ${hasStamp && html`<span class="stamp">
      ${message.pinned && h(Icon, { name: "pin", small: true, label: t("message.pinned", { name: nameOf(message.pinned.user_id) }) })}
      ${message.edited_at && html`<button type="button" class="edited" tabIndex="-1" aria-haspopup="dialog" title=${moment(message.edited_at)} onClick=${() => openLazily(history, "EditHistory", { message })}>${t("message.edited")}</button>`}
      ${showsState && h(Stamp, { message })}
    </span>`}
  </div>`;
}

/** Has its height before what is in it is loaded. @param {{message: any, space: import("./attachment_space.js").Space}} props */
const Attached = ({ message, space: { ratio, tall } }) => html`<div class="attached"
  style=${`margin:-.25rem -.5625rem ${message.body ? 0.375 : -0.25}rem;${ratio ? `box-sizing:content-box;aspect-ratio:${ratio};padding-bottom:${tall}rem` : `height:${tall}rem`}`}>
  ${h(Lazy, { load: attached, message })}</div>`;

/** @param {{message: any}} props */
const Text = ({ message }) => (isLong(message.body) ? h(Fold, { id: keyOf(message) }, h(Body, { message })) : h(Body, { message }));

/** The first lines of a long text. All of it is in the document: the browser's search, or a link that gets the focus, opens it. @param {{id: string, children?: any}} props */
function Fold({ id, children }) {
  const isOpen = useMemo(() => computed(() => unfolded.value.has(id)), [id]).value;
  const turn = (/** @type {Event} */ event) => {
    // When it opens, the text grows downwards from where it begins. When it closes, the button stays under the finger.
    hold(event, isOpen ? "bottom" : "top");
    setFolded(id, isOpen);
  };
  const open = (/** @type {Event} */ event) => {
    const place = /** @type {HTMLElement} */ (event.currentTarget);
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    hold(event, "top");
    place.scrollTop = 0;
    setFolded(id, false);
    if (focused) showFocused(focused, place);
  };
  return html`<div class=${isOpen ? "long" : "long folded"} onScroll=${isOpen ? undefined : open}>${children}</div>
    <button type="button" class="fold" aria-expanded=${String(isOpen)} onClick=${turn}>${isOpen ? t("message.show_less") : t("message.show_all")}</button>`;
}

/** How many frames the opened text may take to be rendered on a busy device. */
const MOST_FRAMES = 60;

/** Scrolls to what has the focus, after the row has grown and its edge was put back. @param {Element} focused @param {HTMLElement} place @param {number} [frames] */
function showFocused(focused, place, frames = MOST_FRAMES) {
  requestAnimationFrame(() => {
    if (frames > 0 && place.classList.contains("folded")) return showFocused(focused, place, frames - 1);
    // The position is restored between this frame and the next one.
    requestAnimationFrame(() => focused.scrollIntoView({ block: "nearest" }));
  });
}

/** The reader's position is kept by this edge of the row. @param {Event} event @param {"top" | "bottom"} edge */
const hold = ({ currentTarget }, edge) => currentTarget?.dispatchEvent(new CustomEvent("hold", { bubbles: true, detail: edge }));

/** @param {{message: any}} props */
function Body({ message }) {
  const people = users.value;
  const places = /[#＃]/.test(message.body) ? roomNames.value : null;
  useEffect(() => {
    if (places) wantOpenRooms();
  }, [message.body]);
  return useMemo(() => format(message.body, named(message), places), [message.body, message.mentions, message.mentions_all, people, places]);
}

/** A pending message has no mentions yet, so everyone whose full name it holds is marked. @param {any} message */
function named(message) {
  if (!/[@＠]/.test(message.body)) return [];
  if (!message.id) return [...wordsFor(message), ...everyone.value.map(({ id, name }) => ({ name, me: id === myId.value }))];
  const words = message.mentions_all ? [{ name: message.mentions_all, me: message.sender_id !== myId.value }] : [];
  const people = message.mentions.flatMap((/** @type {string} */ id) => handles(nameOf(id), id === myId.value));
  return [...words, ...people];
}

/** @param {any} message one that is not sent yet */
const wordsFor = (message) => (mayMentionAll(rooms.peek().get(message.room_id)) ? WORDS_FOR_ALL.map((name) => ({ name, me: false })) : []);

/** The host accepts a first name too, where only one person has it. @param {string} name @param {boolean} isMe */
const handles = (name, isMe) => [...new Set([name.split(" ")[0], name])].map((handle) => ({ name: handle, me: isMe }));

/** @param {{message: any}} props */
function Stamp({ message }) {
  return html`<time datetime=${message.created_at} title=${moment(message.created_at)}>${clock(message.created_at)}</time>${h(State, { message })}`;
}

/** @param {{message: any}} props */
function State({ message }) {
  if (message.state === "pending") return h(Icon, { name: "clock", label: t("message.pending") });
  const readers = readersOf(message.room_id, message.seq);
  if (readers.length === 0) return h(Icon, { name: "check", label: t("message.sent") });
  return html`<span title=${t("message.seen_by", { names: list(readers.map(nameOf)) })}>
    ${h(Icon, { name: "checks", label: t("message.seen", { n: readers.length }) })}</span>`;
}

/** The message that another one replies to. @param {{id: string, roomId: string}} props */
export function Quote({ id, roomId }) {
  const [original, setOriginal] = useState(() => heldMessage(id));
  useEffect(() => {
    if (!original) void syncLayer().then((on) => on.messageById(id)).then(setOriginal);
  }, [id]);
  const current = heldMessage(id) ?? original;
  const show = (/** @type {Event} */ event) => {
    event.preventDefault();
    event.stopPropagation();
    void syncLayer().then((on) => on.showMessage(roomId, id));
  };
  return html`<a class="quote" href=${`/r/${roomId}/${id}`} style=${{ "--hue": hue(current?.sender_id ?? "") }} onClick=${show}>
    <b dir="auto">${current ? nameOf(current.sender_id) : t("message.original")}</b><span dir="auto">${quoted(current)}</span>
  </a>`;
}

/** Returns the text of a quoted message. @param {any} message */
export function quoted(message) {
  if (!message) return "…";
  return message.deleted ? t("message.deleted") : previewOf(message, QUOTED_CHARACTERS);
}

/** @param {{message: any, isLater: boolean}} props isLater: the row was there before */
function Reactions({ message, isLater }) {
  return html`<div class="reactions">
    ${message.reactions.map((/** @type {any} */ reaction) => h(Reaction, { key: reaction.emoji, message, reaction, isLater }))}
  </div>`;
}

/** One that comes to a row that was there before is shown arriving. @param {{message: any, reaction: any, isLater: boolean}} props */
function Reaction({ message, reaction: { emoji, user_ids }, isLater }) {
  const [isFresh] = useState(isLater);
  const who = list(user_ids.map((/** @type {string} */ id) => (id === myId.value ? t("people.you") : nameOf(id))));
  const label = t("message.reaction", { emoji, names: who });
  return html`<button type="button" class="reaction" data-fresh=${isFresh ? "" : undefined} aria-pressed=${String(user_ids.includes(myId.value))} disabled=${readOnlyHere.value} aria-label=${label} title=${who}
      onClick=${() => syncLayer().then((on) => on.react(message, emoji))}>
    <span class="emoji">${emoji}</span>${number(user_ids.length)}
  </button>`;
}

/** @param {{message: any}} props */
function NotSent({ message }) {
  const act = (/** @type {"retry" | "discard"} */ what) => () => syncLayer().then((on) => on[what](message.client_id));
  return html`<p class="retry" role="alert" title=${message.reason}>
    ${h(Icon, { name: "alert", small: true })}<span>${(message.attachments.length > 0 && message.reason) || t("message.failed")}</span>
    <button type="button" onClick=${act("retry")}>${t("action.retry")}</button>
    <button type="button" onClick=${act("discard")}>${t("action.delete")}</button>
  </p>`;
}

/** @param {{message: any}} props */
function Tools({ message }) {
  const menu = (/** @type {any} */ event, reactOnly = false) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    whenLoaded(menuModule, (module) => module.openMenu(message, { x: left, y: bottom }, reactOnly));
  };
  return html`<div class="tools" role="toolbar" aria-label=${t("message.tools")}>
    <time datetime=${message.created_at}>${clock(message.created_at)}</time>
    ${!readOnlyHere.value && h(IconButton, { icon: "react", label: t("action.react"), tabIndex: -1, onClick: (/** @type {any} */ event) => menu(event, true) })}
    ${!readOnlyHere.value && h(IconButton, { icon: "reply", turns: true, label: t("action.reply"), tabIndex: -1, onClick: () => (replying.value = message) })}
    ${h(IconButton, { icon: "more", label: t("action.more"), tabIndex: -1, onClick: menu })}
  </div>`;
}

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
  return html`<article class="message folded-reply" tabIndex="-1" data-key=${keyOf(message)} data-id=${message.id} data-first="" data-last="">
    <button type="button" onClick=${() => openThread({ ...message, root_id: message.root_id ?? message.reply_to })}>
      ${h(Icon, { name: "reply", small: true, turns: true })}<span>${t("thread.folded", { name })}</span><time datetime=${message.created_at}>${clock(message.created_at)}</time>
    </button>
  </article>`;
}

/** Whether a message stands in its thread only. @param {any} message */
export const isFolded = (message) => Boolean(message.thread?.folded) && !message.deleted;
