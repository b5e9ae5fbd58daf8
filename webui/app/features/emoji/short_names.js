/** Short names of emoji in the composer: a list while one is typed, and the emoji itself once the closing colon is typed. */

import { html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/typing/insert_text.js";
import { findBegun, findClosed } from "../../lib/people/short_name.js";
import { loadEmoji, loadedEmoji } from "./emoji_data.js";
import { noteRecent, skinTone } from "./emoji_memory.js";
import { completions, named, toned } from "./emoji_table.js";

const SHOWN = 6;

/** @typedef {import("../writing/suggestions.js").Source} Source */

/** @type {Source} */
export const shortNames = { label: () => t("composer.emoji"), find, take, draw, typed: replaceClosed, ready };

/** @param {HTMLTextAreaElement} field */
function find(field) {
  const begun = findBegun(field.value, field.selectionStart);
  if (!begun) return [];
  const found = completions(loadedEmoji() ?? [], begun.typed, SHOWN);
  return found.map(({ entry, name }) => ({ id: entry.emoji, name: name ?? entry.name, isShort: name !== null, own: entry.english ? entry.name : "", emoji: toned(entry, skinTone.peek()) }));
}

/** @param {HTMLTextAreaElement} field @param {{emoji: string}} option */
function take(field, { emoji }) {
  const begun = findBegun(field.value, field.selectionStart);
  if (begun) put(field, emoji, begun.from);
}

/** @param {HTMLTextAreaElement} field @param {string} emoji @param {number} from */
function put(field, emoji, from) {
  noteRecent(emoji);
  insert(field, emoji, from, field.selectionStart);
}

/** @param {{emoji: string, name: string, isShort: boolean, own: string}} option own: the name in the person's language, if that is not English */
function draw({ emoji, name, isShort, own }) {
  const picture = html`<span class="emoji" aria-hidden="true">${emoji}</span>`;
  return isShort ? html`${picture}<b><bdi dir="ltr">:${name}:</bdi></b>${own && html`<small>${own}</small>`}` : html`${picture}<b>${name}</b>`;
}

/** A colon that was typed replaces the name before it. One that Undo brings back, or that was pasted, stays. @param {HTMLTextAreaElement} field @param {Event} event */
function replaceClosed(field, event) {
  const { inputType, data } = /** @type {InputEvent} */ (event);
  if (["insertText", "insertCompositionText"].includes(inputType) && /[:：]$/.test(data ?? "")) closeName(field);
}

/** @param {HTMLTextAreaElement} field */
function closeName(field) {
  const closed = findClosed(field.value, field.selectionStart);
  const entry = closed && named(loadedEmoji() ?? [], closed.typed);
  if (closed && entry) put(field, toned(entry, skinTone.peek()), closed.from);
}

/** Loads the table with the first short name. The whole name may be typed while it is loaded. @param {HTMLTextAreaElement} field */
function ready(field) {
  const { value, selectionStart } = field;
  if (loadedEmoji() || !(findBegun(value, selectionStart) ?? findClosed(value, selectionStart))) return null;
  return loadEmoji().then(() => document.activeElement === field && closeName(field));
}
