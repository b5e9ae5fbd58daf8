/** What is typed while nothing has the focus goes to the composer, and the keys for a page scroll the room from there. */

import { isTyped } from "../../lib/typing/typed_key.js";
import { overlays } from "../../store/route.js";
import { matches } from "../keys/combination.js";
import { listedKeys } from "../keys/listed_keys.js";

/** Where keys are typed, or choose by letters. */
const TAKEN = "textarea, select, input, [contenteditable], [role=listbox], [role=menu], [role=tree]";
/** How much of the view a page scrolls, so that the last lines stay in sight. */
const PAGE = 0.9;

/** Starts listening. feature_triggers.js calls this once, after the keys of the page: what they act on never arrives here. */
export const startTypingAnywhere = () => addEventListener("keydown", pressed);

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || overlays.peek().length > 0) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches(".composer textarea")) return scrollPage(event, /** @type {HTMLTextAreaElement} */ (target));
  // The letter itself is typed by the browser, into what has the focus by then.
  if (isTyped(event) && !target.closest(TAKEN) && !isKeyOfRow(event, target)) composerFor(target)?.focus({ preventScroll: true });
}

/** Whether a key belongs to the message that has the focus, also where it does nothing. @param {KeyboardEvent} event @param {HTMLElement} target */
const isKeyOfRow = (event, target) => target.matches("article.message") && listedKeys().some(({ where, keys }) => where === "row" && keys.some((/** @type {string} */ one) => matches(one, event)));

/** Returns the composer of the panel that has the focus, or that of the room. @param {HTMLElement} target @returns {HTMLTextAreaElement | null} */
const composerFor = (target) => target.closest(".beside")?.querySelector(".composer textarea") ?? document.querySelector(".composer textarea");

/** A text that is longer than its field scrolls in it. @param {KeyboardEvent} event @param {HTMLTextAreaElement} field */
function scrollPage(event, field) {
  const step = { PageUp: -1, PageDown: 1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || field.scrollHeight > field.clientHeight + 1) return;
  const room = field.closest(".beside")?.querySelector(".scroller") ?? document.getElementById("messages");
  if (!room) return;
  event.preventDefault();
  room.scrollBy({ top: step * PAGE * room.clientHeight, behavior: "instant" });
}
