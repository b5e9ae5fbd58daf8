/** Formats what is selected in a field, and pastes formatted text and code with marks. The browser's own Undo takes each back. */

import { hasMark, inFence, isInFence, linked, quoted, toggled } from "../../lib/format_marks.js";
import { insert } from "../../lib/typing/insert_text.js";
import { looksLikeCode, marked } from "../../lib/rich_text.js";

/** @typedef {"bold" | "italic" | "strike" | "code" | "link" | "quote"} Format */

/** @type {Partial<Record<Format, import("../../lib/format_marks.js").Mark>>} */
const MARKS = { bold: "**", italic: "*", strike: "~~", code: "`" };

/** @param {HTMLTextAreaElement} field @param {Format} format @param {number} [from] @param {number} [to] */
export function applyFormat(field, format, from = field.selectionStart, to = field.selectionEnd) {
  const mark = MARKS[format];
  const change = mark ? toggled(field.value, from, to, mark) : format === "link" ? linked(field.value, from, to) : quoted(field.value, from, to);
  insert(field, change.words, change.from, change.to);
  field.setSelectionRange(change.start, change.end);
}

/** Whether what is selected is formatted so. @param {HTMLTextAreaElement} field @param {Format} format */
export function isFormatted(field, format) {
  const mark = MARKS[format];
  return mark !== undefined && hasMark(field.value, field.selectionStart, field.selectionEnd, mark);
}

/** What was pasted as plain text. replaced: what was selected before @typedef {{html: string, plain: string, from: number, replaced: string}} Pasted */

/**
 * Gives marks to what was pasted, unless it has been changed since. They are a change of their own: one Undo takes the
 * marks away, another one the text.
 * @param {HTMLTextAreaElement} field @param {Pasted} pasted
 */
export function markPasted(field, { html, plain, from, replaced }) {
  const to = from + plain.length;
  const [before, text, after] = [field.value.slice(0, from), field.value.slice(from, to), field.value.slice(to)];
  if (text !== plain) return;
  if (isToBeLinked(replaced.trim(), plain.trim())) {
    const { words, from: start, to: end } = linked(before + replaced + after, from, from + replaced.length, plain.trim());
    return exchange(field, replaced.slice(0, start - from) + words + replaced.slice(end - from), from, to, start + words.length);
  }
  const words = isInFence(before, from) ? null : formatted(html, plain);
  if (words === null || words === plain) return;
  if (!words.startsWith("```")) return exchange(field, words, from, to);
  const own = isAtLineStart(before) ? words : `\n${words}`;
  exchange(field, ownLine(own, after), from, to, from + own.length);
}

/** Whether an address is pasted over words. @param {string} selected @param {string} plain */
const isToBeLinked = (selected, plain) => Boolean(selected) && !selected.includes("\n") && /^https?:\/\/\S+$/i.test(plain);

/**
 * Replaces a part of the text. A caret at its end comes to `caret`, and one that has been moved stays at its letter.
 * @param {HTMLTextAreaElement} field @param {string} words @param {number} from @param {number} to @param {number} [caret]
 */
function exchange(field, words, from, to, caret = from + words.length) {
  const stood = field.selectionEnd;
  insert(field, words, from, to);
  const place = stood === to ? caret : stood > to ? stood + words.length - (to - from) : Math.min(stood, from);
  field.setSelectionRange(place, place);
}

/** @param {string} before */
const isAtLineStart = (before) => before === "" || before.endsWith("\n");

/** A fence ends only on a line of its own. @param {string} words @param {string} after what follows in the field */
const ownLine = (words, after) => (after === "" || after.startsWith("\n") ? words : `${words}\n`);

/** Puts a fence around many lines of code that the browser has pasted. @param {HTMLTextAreaElement} field @param {Pasted} clipboard */
export function fencePasted(field, { html, plain, from }) {
  const pasted = plain.replace(/\n+$/, "");
  const to = from + pasted.length;
  const before = field.value.slice(0, from);
  const [opening, closing] = formatted(html, pasted)?.split(pasted) ?? [];
  if (closing === undefined || isInFence(before, from) || field.value.slice(from, to) !== pasted) return;
  const [head, foot] = [isAtLineStart(before) ? opening : `\n${opening}`, ownLine(closing, field.value.slice(to))];
  const caret = field.selectionEnd;
  insert(field, foot, to, to);
  insert(field, head, from, from);
  // After the code, unless the person has gone elsewhere meanwhile.
  const moved = caret < from ? caret : caret + head.length + (caret < to ? 0 : closing.length);
  field.setSelectionRange(moved, moved);
}

/** @param {string} html @param {string} plain @returns {string | null} null when plain text loses nothing */
function formatted(html, plain) {
  const words = html ? marked(html, plain) : null;
  return words ?? (looksLikeCode(plain) ? inFence(plain) : null);
}
