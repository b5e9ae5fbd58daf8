/** Copying several messages gives clean text: name and time, then the words as they were typed. A selection inside one message is the browser's. */

import { previewOf } from "../../lib/formatting/preview.js";
import { clock, dayKey, moment } from "../../lib/time.js";
import { nameOf } from "../../store/people.js";
import { heldMessage } from "../../store/timelines.js";

/** What holds words in a message, beside lines inside of them. */
const BLOCKS = "p, li, pre, blockquote";
/** What stands in a bubble and was not said by its author. */
const NOT_SAID = ".attached, .quote, .link-card, .stamp, .fold, .code-name, button";

/** @typedef {{name: string, at: string, words: string}} Copied */

/** Starts listening. feature_triggers.js calls this once. */
export const startCopying = () => document.addEventListener("copy", copied);

/** @param {ClipboardEvent} event */
function copied(event) {
  const selection = getSelection();
  const isField = /** @type {Element} */ (event.target).matches?.("input, textarea");
  if (event.defaultPrevented || isField || !selection || selection.isCollapsed || !event.clipboardData) return;
  const rows = rowsIn(selection.getRangeAt(0));
  if (rows.length < 2) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", asText(rows));
}

/** @param {Range} range @returns {Copied[]} */
function rowsIn(range) {
  const rows = [...document.querySelectorAll("article.message[data-id]")].filter((row) => range.intersectsNode(row));
  return rows.flatMap((row) => {
    const message = heldMessage(/** @type {string} */ (/** @type {HTMLElement} */ (row).dataset.id));
    const bubble = row.querySelector(".bubble");
    const words = message && !message.deleted && bubble ? wordsIn(range, bubble, message) : "";
    return words ? [{ name: nameOf(message.sender_id), at: message.created_at, words }] : [];
  });
}

/** All the words of a message, or of one at an end of the selection the selected ones. @param {Range} range @param {Element} bubble @param {any} message */
function wordsIn(range, bubble, message) {
  const blocks = [...bubble.querySelectorAll(BLOCKS)].filter((block) => !block.closest(NOT_SAID) && !block.querySelector(BLOCKS));
  const parts = blocks.map((block) => ({ block, words: clipped(range, block) }));
  const isWhole = parts.every(({ block, words }) => words === block.textContent);
  if (parts.length === 0 && message.attachments?.length > 0) return previewOf(message);
  return isWhole && parts.length > 0 ? message.body : parts.map(({ words }) => words).filter(Boolean).join("\n");
}

/** The part of a block's text that is selected. @param {Range} range @param {Element} block */
function clipped(range, block) {
  if (!range.intersectsNode(block)) return "";
  const part = document.createRange();
  part.selectNodeContents(block);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part.toString();
}

/** Writes the messages as text. Times get their date where the messages are of several days. @param {Copied[]} rows */
export function asText(rows) {
  const isOneDay = new Set(rows.map((row) => dayKey(row.at))).size === 1;
  return rows.map(({ name, at, words }) => `${name}, ${isOneDay ? clock(at) : moment(at)}\n${words}`).join("\n\n");
}
