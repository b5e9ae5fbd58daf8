/** The field in which a message is written, in a room and in a thread: it grows with its text, completes names, formats, pastes with marks, and has a tray of files. */

import { h, html, signal } from "../html.js";
import { t } from "../lib/i18n.js";
import { mayMentionRoom } from "../lib/formatting/words_for_all.js";
import { grow } from "../lib/scroll.js";
import { codePoints, hasManyLines, isCommand, mayComplete } from "../lib/text.js";
import { roomOf, trays } from "../store/pending.js";
import { isSendKey } from "../store/preferences.js";
import { asksFirst, rooms } from "../store/rooms.js";
import { openLazily, route, whenLoaded } from "../store/route.js";
import { limits } from "../store/session.js";
import { phone } from "../store/viewport.js";
import { IconButton, isTouch, keepKeyboard, Lazy } from "./parts.js";

/** Whether something was selected in a field: from then on the buttons of formatting look after themselves. */
const hasSelected = signal(false);

/** It is said how many characters are left when there are so few. */
const COUNTED = 500;

const add = () => import("../features/messages/add_menu.js");
const tray = () => import("../features/sending/tray.js").then((module) => module.Tray);
const length = () => import("../features/writing/length.js").then((module) => module.Length);
const emoji = () => import("../features/emoji/emoji_picker.js");
const formatting = () => import("../features/writing/format_field.js");
const bubble = () => import("../features/writing/format_bubble.js").then((module) => module.FormatBubble);
const commands = () => import("../features/writing/commands.js");
const complete = () => import("../features/writing/suggestions.js").then((module) => module.Suggestions);

/** While the list of what can be completed is open it gets the keys first. @typedef {{onKey: (event: KeyboardEvent) => boolean}} Completing */

/** @returns {Completing} */
export const newCompleting = () => ({ onKey: () => false });

/**
 * The field itself, which no component controls. `onText` gets what is written, `onKey` the keys that mean nothing here.
 * @param {{field: any, label: string, completing: Completing, onText: (text: string) => void, onSend: () => void, onKey?: (event: KeyboardEvent) => void, [others: string]: any}} props
 */
export function MessageField({ field, label, completing, onText, onSend, onKey = () => {}, ...others }) {
  const input = () => {
    grow(field.current);
    onText(field.current.value);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (isTaken(event, field.current, completing)) return;
    if (!isSendKey(event, isTouch())) return onKey(event);
    event.preventDefault();
    afterPaste(field.current, onSend);
  };
  return html`<textarea ref=${field} rows="1" dir="auto" aria-label=${label} placeholder=${label} enterkeyhint=${isTouch() ? "enter" : "send"} autocomplete="off"
    onInput=${input} onPaste=${(/** @type {ClipboardEvent} */ event) => paste(event, field.current)} onSelect=${() => (hasSelected.value = true)} onKeyDown=${press} ...${others}></textarea>`;
}

/** The list of what can be completed, above the field. @param {{field: any, completing: Completing, roomId: string, text: string}} props */
export const Completions = ({ field, completing, roomId, text }) => mayComplete(text) && h(Lazy, { load: complete, field, register: completing, roomId });

/** The buttons of formatting. @param {{field: any}} props */
export const Formatting = ({ field }) => hasSelected.value && h(Lazy, { load: bubble, field });

/** The button of the emoji. @param {{field: any}} props */
export const EmojiButton = ({ field }) => h(IconButton, { icon: "smile", label: t("composer.emoji"), onPointerDown: keepKeyboard, onClick: (/** @type {any} */ event) => openEmoji(field.current, event.currentTarget) });

/** The text is inserted where the caret is now, because some browsers forget it while the panel lies over the field. @param {HTMLTextAreaElement} field @param {Element} button */
function openEmoji(field, button) {
  const { selectionStart: from, selectionEnd: to } = field;
  openLazily(emoji, "EmojiForField", { title: t("composer.emoji"), field, from, to, at: placeAt(button) });
}

/** Opens the menu of what can be posted besides text. @param {{field: any, place: string}} props place: a room, or a thread of it (store/pending.js) */
export const AddButton = ({ field, place }) =>
  h(IconButton, { icon: "plus", label: t("composer.add"), "aria-haspopup": "dialog", onPointerDown: keepKeyboard, onClick: (/** @type {any} */ event) => openLazily(add, "AddMenu", { place, field: field.current, at: placeAt(event.currentTarget) }) });

/** The files of the next message, if there are any. @param {{place: string}} props */
export const Tray = ({ place }) => trays.value.has(place) && h(Lazy, { load: tray, place });

/** How many characters are left, when there are few. @param {{field: any, place: string | null, text: string}} props place: null where no file can be sent */
export const Length = ({ text, ...others }) => charactersLeft(text) <= COUNTED && h(Lazy, { load: length, left: charactersLeft(text), ...others });

/** Where a menu of a button opens; at the foot of a phone. @param {Element} button */
function placeAt(button) {
  const { left, top } = button.getBoundingClientRect();
  return phone.peek() ? null : { x: left, y: top };
}

/** Below 0 when it is too long for a message. @param {string} text */
const charactersLeft = (text) => limits.value.body - codePoints(text);

/** @param {string} text */
export const isTooLong = (text) => charactersLeft(text) < 0;

/**
 * Sends what the field holds. Where it is a command, that is done instead; the text may have changed until it is.
 * @param {string} place a room, or a thread of it (store/pending.js) @param {HTMLTextAreaElement} field @param {{deliver: (body: string) => void, clear: () => void}} writing
 */
export function sendText(place, field, { deliver, clear }) {
  const body = field.value.trim();
  const isSame = () => field.value.trim() === body;
  // Where the field is gone by the time a question is answered, nobody can have changed the text.
  const send = () => askFirst(roomOf(place), body, () => void ((isSame() || !field.isConnected) && deliver(body)));
  if (!isCommand(body) || body === "/") return send();
  const ifSame = (/** @type {() => void} */ act) => () => void (field.isConnected && isSame() && act());
  whenLoaded(commands, (module) => module.runCommand(place, body, { clear: ifSame(clear), send: ifSame(send) }));
}

/** Whether a question is being loaded: a second Enter does not ask it once more. */
let isAsking = false;

/**
 * Asks before a text mentions everyone of a large room. Where nothing is asked it is sent at once: while something is
 * loaded first, a second Enter would send it once more, and what is typed on would be cleared with it.
 * @param {string} roomId @param {string} body @param {() => void} send
 */
function askFirst(roomId, body, send) {
  if (!mayMentionRoom(body) || !asksFirst(rooms.peek().get(roomId))) return send();
  if (isAsking) return;
  isAsking = true;
  void import("../features/messages/ask_before_all.js").then((module) => module.askBeforeAll(roomId, body, send), send).finally(() => (isAsking = false));
}

/** Whether a key belongs to an input method, to the list of what can be completed, or to formatting. @param {KeyboardEvent} event @param {HTMLTextAreaElement} field @param {Completing} completing */
function isTaken(event, field, completing) {
  // Some browsers send 229 instead of isComposing: the Enter that ends a composition must not send.
  if (event.isComposing || event.keyCode === 229 || completing.onKey(event)) return true;
  const format = formatOf(event, field);
  if (format) formatField(event, field, format);
  return Boolean(format);
}

/** The keys of formatting. A link is made of a selection only, because Ctrl+K also finds rooms. @type {Record<string, "bold" | "italic" | "code" | "link" | "strike">} */
const FORMATS = { b: "bold", i: "italic", e: "code", k: "link", X: "strike" };

/** On a keyboard of another script a letter is known by its place. @param {KeyboardEvent} event @param {HTMLTextAreaElement} field */
function formatOf(event, field) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace("Key", "").toLowerCase();
  const format = FORMATS[event.shiftKey ? letter.toUpperCase() : letter];
  return format === "link" && field.selectionStart === field.selectionEnd ? undefined : format;
}

/** @param {Event} event @param {HTMLTextAreaElement} field @param {"bold" | "italic" | "code" | "link" | "strike"} format */
function formatField(event, field, format) {
  event.preventDefault();
  const { selectionStart: from, selectionEnd: to } = field;
  void formatting().then((module) => module.applyFormat(field, format, from, to));
}

/** How many pastes wait for what does them, and what is done after the last one. */
let pasting = 0;
/** @type {(() => void) | null} */
let afterwards = null;

/** Sends after what was pasted before is there. Whoever has gone elsewhere meanwhile sends nothing. @param {HTMLTextAreaElement} field @param {() => void} send */
export function afterPaste(field, send) {
  if (pasting === 0) return send();
  const isHere = isStillIn(field);
  afterwards = () => void (isHere() && send());
}

/** The field of the room is that of the next one, too. @param {HTMLTextAreaElement} field */
function isStillIn(field) {
  const { room } = route.peek();
  return () => field.isConnected && route.peek().room === room;
}

/** Gives marks to what was pasted, by what has to be loaded first. @param {HTMLTextAreaElement} field @param {(module: any) => void} mark */
async function markWhenLoaded(field, mark) {
  const isHere = isStillIn(field);
  pasting += 1;
  const module = await formatting().catch(() => null);
  try {
    if (isHere() && module) mark(module);
  } finally {
    pasting -= 1;
  }
  const act = afterwards;
  if (pasting > 0 || !act) return;
  afterwards = null;
  act();
}

/**
 * Formatted text and code are pasted with marks. The browser pastes the plain text first: it stays as it is if what makes
 * the marks cannot be loaded, and in the draft of a room that is left until then.
 * @param {ClipboardEvent} event @param {HTMLTextAreaElement} field
 */
function paste(event, field) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const plain = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");
  const { selectionStart: from, selectionEnd: to } = field;
  if (!plain || (!html && !plain.includes("\n") && from === to)) return;
  const pasted = { html, plain, from, replaced: field.value.slice(from, to) };
  // A fence around many lines is put there without them, because to insert them takes the browser half a minute.
  const mark = (/** @type {any} */ module) => (hasManyLines(plain) ? module.fencePasted(field, pasted) : module.markPasted(field, pasted));
  field.addEventListener("input", () => void markWhenLoaded(field, mark), { once: true });
}
