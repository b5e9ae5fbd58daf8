/** The emoji picker, for writing and for reactions: search, skin tones, and all emoji by groups with the recent ones first. The system's font draws them. */

import { h, html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../../html.js";
import { languageOf, t } from "../../lib/i18n.js";
import { insert } from "../../lib/typing/insert_text.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, isTouch } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { loadEmoji, loadedEmoji } from "./emoji_data.js";
import { EmojiGrid } from "./emoji_grid.js";
import { allRecentEmoji, noteRecent, setSkinTone, skinTone } from "./emoji_memory.js";
import { search, toned } from "./emoji_table.js";
import { rove } from "./grid_moves.js";

void loadStyleSheet("features/emoji");

/** @typedef {import("./emoji_grid.js").Cell} Cell */
/** @typedef {import("./emoji_grid.js").GridSection} GridSection */
/** @typedef {import("./emoji_table.js").Entry} Entry */

/** The groups in the order of the table. Their icons have the same names. */
const GROUPS = [
  { key: "smileys", title: () => t("emoji.smileys") },
  { key: "people", title: () => t("emoji.people") },
  { key: "nature", title: () => t("emoji.nature") },
  { key: "food", title: () => t("emoji.food") },
  { key: "activities", title: () => t("emoji.activities") },
  { key: "travel", title: () => t("emoji.travel") },
  { key: "objects", title: () => t("emoji.objects") },
  { key: "symbols", title: () => t("emoji.symbols") },
  { key: "flags", title: () => t("emoji.flags") },
];
const SPRITE = new URL("../../../vendor/emoji/groups.svg", import.meta.url).pathname;
const MOST_FOUND = 120;
const TONES = [
  { hand: "👋", label: () => t("emoji.tone_0") },
  { hand: "👋🏻", label: () => t("emoji.tone_1") },
  { hand: "👋🏼", label: () => t("emoji.tone_2") },
  { hand: "👋🏽", label: () => t("emoji.tone_3") },
  { hand: "👋🏾", label: () => t("emoji.tone_4") },
  { hand: "👋🏿", label: () => t("emoji.tone_5") },
];

/** The picker for a text field. The panel closes before the emoji is inserted, so that the focus and a phone's keyboard are where they were. @param {{field: HTMLTextAreaElement, from: number, to: number, [props: string]: any}} props */
export function EmojiForField({ field, from, to, ...props }) {
  const pick = (/** @type {string} */ emoji) => {
    insert(field, emoji, from, to);
    void closeOverlay();
  };
  return h(EmojiPanel, /** @type {any} */ ({ ...props, onPick: pick }));
}

/** The panel itself. @param {{title: string, onPick: (emoji: string) => void, at?: {x: number, y: number} | null}} props */
export function EmojiPanel({ title, onPick, at = null }) {
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState("");
  const [section, setSection] = useState(0);
  const [{ entries, failed }, retry] = useTable();
  const field = useRef(/** @type {any} */ (null));
  const body = useRef(/** @type {any} */ (null));
  const sections = useSections(entries, typed, skinTone.value);
  // Closes within the touch event, because only then the focus may open a phone's keyboard.
  const pick = (/** @type {Cell} */ { emoji }) => {
    noteRecent(emoji);
    body.current.closest("dialog").close();
    onPick(emoji);
  };
  useLayoutEffect(() => (isTouch() ? body : field).current.focus(), []);
  const find = (/** @type {any} */ event) => {
    setTyped(event.target.value);
    body.current.scrollTop = 0;
  };
  return html`<${Dialog} title=${title} kind=${at ? "popup emojis" : "sheet emojis"} at=${at} bare>
    <${Find} field=${field} onInput=${find} onKeyDown=${(/** @type {KeyboardEvent} */ event) => searchKey(event, sections, body.current, pick)} />
    ${typed.trim() === "" && h(Groups, { sections, section, body })}
    ${h(EmojiGrid, { sections, body, onPick: pick, onShow: (cell) => setShown(cell.emoji), onSection: setSection, onType: () => field.current.focus() })}
    <p class="emoji-state" role="status">${stateOf(entries, failed, typed, sections)}${failed && html`<button type="button" class="button small" onClick=${retry}>${t("action.retry")}</button>`}</p>
    ${h(Shown, told(shown || (sections[0].cells[0]?.emoji ?? ""), entries ?? []))}
  <//>`;
}

/** Loads the table of emoji, and again when somebody asks for it. @returns {[{entries: Entry[] | null, failed: boolean}, () => void]} */
function useTable() {
  const [state, setState] = useState({ entries: loadedEmoji(), failed: false });
  const [turn, setTurn] = useState(0);
  const language = languageOf();
  useEffect(() => {
    let isWanted = true;
    const show = (/** @type {Entry[] | null} */ entries) => isWanted && setState({ entries, failed: !entries });
    loadEmoji().then(show, () => show(null));
    return () => void (isWanted = false);
  }, [turn, language]);
  const retry = () => {
    setState({ entries: null, failed: false });
    setTurn(turn + 1);
  };
  return [state, retry];
}

/** What is found, or the recent emoji and all groups. @param {Entry[] | null} entries @param {string} typed @param {number} tone @returns {GridSection[]} */
function useSections(entries, typed, tone) {
  const recent = useMemo(allRecentEmoji, []);
  return useMemo(() => {
    const cells = (/** @type {Entry[]} */ some) => some.map((entry) => ({ emoji: toned(entry, tone), name: entry.name, shortName: entry.names[0] ?? "" }));
    if (typed.trim()) return [{ key: "found", title: t("emoji.found"), cells: cells(search(entries ?? [], typed, MOST_FOUND)) }];
    const groups = GROUPS.map(({ key, title }, at) => ({ key, title: title(), cells: cells((entries ?? []).filter(({ group }) => group === at)) }));
    return [{ key: "recent", title: t("emoji.recent"), cells: recent.map((emoji) => told(emoji, entries ?? [])) }, ...groups.filter((group) => group.cells.length > 0)];
  }, [entries, typed, tone, languageOf()]);
}

/** Finds the name of an emoji of any tone. @param {string} emoji @param {Entry[]} entries @returns {Cell} */
function told(emoji, entries) {
  const entry = entries.find((one) => one.emoji === emoji || one.tones?.includes(emoji));
  return { emoji, name: entry?.name ?? "", shortName: entry?.names[0] ?? "" };
}

/** @param {Entry[] | null} entries @param {boolean} failed @param {string} typed @param {GridSection[]} sections */
function stateOf(entries, failed, typed, sections) {
  if (failed) return t("emoji.failed");
  if (!entries) return t("emoji.loading");
  return typed.trim() && sections[0].cells.length === 0 ? t("emoji.nothing", { typed: typed.trim() }) : null;
}

/** Enter takes the first one that was found, and Down goes to the grid. @param {KeyboardEvent} event @param {GridSection[]} sections @param {HTMLElement} body @param {(cell: Cell) => void} pick */
function searchKey(event, sections, body, pick) {
  if (event.isComposing || event.keyCode === 229) return;
  const [first] = sections[0].cells;
  if (event.key === "Enter" && /** @type {HTMLInputElement} */ (event.target).value.trim() && first) pick(first);
  else if (event.key === "ArrowDown") /** @type {HTMLElement | null} */ (body.querySelector("[data-index]"))?.focus();
  else if (event.key !== "Enter") return;
  event.preventDefault();
}

/** The search field, and the skin tones that a button beside it shows. @param {{field: any, onInput: (event: any) => void, onKeyDown: (event: KeyboardEvent) => void}} props */
function Find({ field, onInput, onKeyDown }) {
  const [isOpen, setOpen] = useState(false);
  const choose = (/** @type {number} */ tone) => {
    setSkinTone(tone);
    setOpen(false);
  };
  return html`<div class="emoji-find">
      <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${t("emoji.search")}</span>
        <input ref=${field} type="search" placeholder=${t("emoji.search")} autocomplete="off" enterkeyhint="done" onInput=${onInput} onKeyDown=${onKeyDown} /></label>
      <button type="button" class="tone" aria-label=${t("emoji.tone")} title=${t("emoji.tone")} aria-expanded=${String(isOpen)} onClick=${() => setOpen(!isOpen)}>${TONES[skinTone.value].hand}</button>
    </div>
    ${isOpen && html`<div class="tones" role="radiogroup" aria-label=${t("emoji.tone")} onKeyDown=${rove}><span aria-hidden="true">${t("emoji.tone")}</span>
      ${TONES.map(({ hand, label }, tone) => html`<button key=${hand} type="button" role="radio" aria-label=${label()} title=${label()} aria-checked=${String(tone === skinTone.value)} tabIndex=${tone === skinTone.value ? 0 : -1} onClick=${() => choose(tone)}>${hand}</button>`)}
    </div>`}`;
}

/** The buttons that lead to the groups. @param {{sections: GridSection[], section: number, body: any}} props */
function Groups({ sections, section, body }) {
  const jump = (/** @type {number} */ at) => {
    const top = /** @type {HTMLElement} */ (body.current.children[at]);
    body.current.scrollTop = top.offsetTop - body.current.offsetTop;
  };
  return html`<div class="emoji-groups" role="group" aria-label=${t("emoji.groups")} onKeyDown=${rove}>
    ${sections.map(({ key, title }, at) => html`<button key=${key} type="button" aria-label=${title} title=${title} aria-current=${at === section ? "true" : undefined} tabIndex=${at === section ? 0 : -1} onClick=${() => jump(at)}>
      <svg class="icon" aria-hidden="true"><use href=${`${SPRITE}#${key}`} /></svg></button>`)}
  </div>`;
}

/** The name of the emoji under the pointer or the focus. @param {Cell} cell */
function Shown({ emoji, name, shortName }) {
  return html`<div class="emoji-shown" aria-hidden="true"><span class="emoji">${emoji}</span>
    <p><b>${name}</b>${shortName && html`<bdi dir="ltr">:${shortName}:</bdi>`}</p></div>`;
}
