/** Acts on the keys of the table (key_map.js), wherever the focus is. */

import { overlays } from "../../store/route.js";
import { me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { heldMessage } from "../../store/timelines.js";
import { matches } from "./combination.js";
import { KEYS } from "./key_map.js";
import { listKeys } from "./listed_keys.js";

/** @typedef {import("./key_map.js").Key} Key */

/** Fields in which keys are typed. */
const FIELDS = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=range], [type=file])";

/** Starts listening. feature_triggers.js calls this once. */
export function startShortcuts() {
  listKeys(KEYS);
  addEventListener("keydown", pressed);
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  // Some browsers send 229 instead of isComposing.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || !me.peek() || overlays.peek().length > 0) return;
  const target = /** @type {Element} */ (event.target);
  const row = target.matches("article.message[data-id]") ? /** @type {HTMLElement} */ (target) : null;
  const isTyping = target.matches(FIELDS);
  for (const key of KEYS) {
    if (!key.act || !holds(key, row, isTyping) || !key.keys.some((one) => matches(one, event))) continue;
    if (key.where === "row" ? actOnRow(key, event, /** @type {HTMLElement} */ (row)) : key.act({ event }) !== false) return event.preventDefault();
  }
}

/** @param {Key} key @param {Element | null} row @param {boolean} isTyping */
function holds({ where }, row, isTyping) {
  if (where === "row") return row !== null;
  return where === "page" || !isTyping;
}

/** A message that no timeline holds, as in a thread, is fetched. @param {Key} key @param {KeyboardEvent} event @param {HTMLElement} row @returns {boolean} whether it acts */
function actOnRow({ act }, event, row) {
  const id = /** @type {string} */ (row.dataset.id);
  const box = row.getBoundingClientRect();
  const run = (/** @type {any} */ message) => Boolean(message) && !message.deleted && act?.({ event, message, box }) !== false;
  const held = heldMessage(id);
  if (held) return run(held);
  void syncLayer().then((on) => on.messageById(id)).then(run);
  return true;
}
