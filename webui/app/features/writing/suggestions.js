/** The list above the composer while a name, a short name of an emoji, a command or the name of a snippet is typed. The field keeps the focus. Each kind of list is a source. */

import { html, useLayoutEffect, useState } from "../../html.js";
import { rowsOf } from "../../ui/parts.js";
import { names } from "../messages/mention_suggestions.js";
import { shortNames } from "../emoji/short_names.js";
import { commandNames } from "./commands.js";
import { snippetNames } from "./snippets.js";

/**
 * One kind of list. `find` returns what is offered for what stands before the caret, `take` puts the chosen one into
 * the field, `typed` may act on what was typed, `ready` resolves when something was loaded, `watch`
 * reads what the list depends on besides the text, and with `isComplete` Enter sends, because nothing is left to complete.
 * @typedef {{label: (options: any[]) => string, find: (field: HTMLTextAreaElement, roomId: string) => any[], take: (field: HTMLTextAreaElement, option: any) => void, draw: (option: any) => any, typed?: (field: HTMLTextAreaElement, event: Event) => void, ready?: (field: HTMLTextAreaElement) => Promise<unknown> | null, isComplete?: (field: HTMLTextAreaElement, options: any[], isMoved: boolean) => boolean, watch?: () => unknown}} Source
 */
/** @typedef {{id: string, name: string, [other: string]: any}} Option */
/** @typedef {{source: Source, options: Option[], at: number, isMoved: boolean}} Shown */

/** @type {Source[]} */
const SOURCES = [names, shortNames, commandNames, snippetNames];
const LISTBOX = "writing-options";
/** @type {Shown} */
const NOTHING = { source: SOURCES[0], options: [], at: 0, isMoved: false };
/** What may change the text before the caret. */
const CHANGES = ["input", "click", "blur", "keyup"];
const CARET_KEYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

/** @param {{field: any, register: any, roomId: string}} props register: gets the keys first while the list is open */
export function Suggestions({ field, register, roomId }) {
  const [shown, setShown] = useState(NOTHING);
  useLayoutEffect(() => follow(field.current, roomId, setShown), [roomId, ...SOURCES.map((source) => source.watch?.())]);
  const pick = (/** @type {Option} */ option) => {
    shown.source.take(field.current, option);
    setShown(NOTHING);
  };
  // This is set before the list is painted, because an Enter in between would send the unfinished name.
  useLayoutEffect(() => {
    describe(field.current, shown);
    if (shown.isMoved) document.getElementById(`${LISTBOX}-${shown.at}`)?.scrollIntoView({ block: "nearest" });
    register.onKey = (/** @type {KeyboardEvent} */ event) => onKey(event, shown, setShown, pick);
    return () => (register.onKey = () => false);
  }, [shown]);
  if (shown.options.length === 0) return null;
  return html`<ul class="options" role="listbox" id=${LISTBOX} aria-label=${shown.source.label(shown.options)}>
    ${rowsOf(shown.options, ({ id }) => id, (option, at) => html`<li id=${`${LISTBOX}-${at}`} role="option" aria-selected=${String(at === shown.at)}
        onPointerDown=${(/** @type {Event} */ event) => { event.preventDefault(); pick(option); }}>${shown.source.draw(option)}</li>`, ({ name }) => name)}
  </ul>`;
}

/** Looks again whenever the text before the caret may have changed. @param {HTMLTextAreaElement} field @param {string} roomId @param {(next: any) => void} setShown */
function follow(field, roomId, setShown) {
  const look = () => setShown(lookAt(field, roomId));
  const lookAndLoad = () => {
    for (const source of SOURCES) source.ready?.(field)?.then(look, () => null);
    look();
  };
  const changed = (/** @type {any} */ event) => {
    if (event.type === "keyup" && !CARET_KEYS.includes(event.key)) return;
    if (event.type === "input") for (const source of SOURCES) source.typed?.(field, event);
    lookAndLoad();
  };
  for (const name of CHANGES) field.addEventListener(name, changed);
  lookAndLoad();
  return () => {
    for (const name of CHANGES) field.removeEventListener(name, changed);
    describe(field, NOTHING);
  };
}

/** @param {HTMLTextAreaElement} field @param {string} roomId @returns {Shown} */
function lookAt(field, roomId) {
  if (document.activeElement !== field || field.selectionStart !== field.selectionEnd) return NOTHING;
  for (const source of SOURCES) {
    const options = source.find(field, roomId);
    if (options.length > 0) return { source, options, at: 0, isMoved: false };
  }
  return NOTHING;
}

/** Tells a screen reader which option is active. @param {HTMLElement} field @param {Shown} shown */
function describe(field, { options, at }) {
  const own = { "aria-autocomplete": "list", "aria-controls": LISTBOX, "aria-activedescendant": `${LISTBOX}-${at}` };
  const isOurs = field?.getAttribute("aria-controls") === LISTBOX;
  for (const [name, value] of Object.entries(own)) {
    if (options.length > 0) field.setAttribute(name, value);
    else if (isOurs) field.removeAttribute(name);
  }
}

/** @param {KeyboardEvent} event @param {Shown} shown @param {(next: Shown) => void} setShown @param {(option: Option) => void} pick */
function onKey(event, shown, setShown, pick) {
  const { source, options, at, isMoved } = shown;
  if (options.length === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) setShown({ ...shown, at: (at + step + options.length) % options.length, isMoved: true });
  else if (event.key === "Enter" && source.isComplete?.(/** @type {any} */ (event.target), options, isMoved)) return false;
  else if (event.key === "Enter" || event.key === "Tab") pick(options[at]);
  else if (event.key === "Escape") setShown(NOTHING);
  else return false;
  event.preventDefault();
  return true;
}
