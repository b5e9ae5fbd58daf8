/** The grid of the emoji picker: sections with headings, of which only those near the view have their emoji drawn. */

import { h, html, useLayoutEffect, useRef, useState } from "../../html.js";
import { isTyped } from "../../lib/typing/typed_key.js";
import { Guard, isTouch } from "../../ui/parts.js";
import { moved } from "./grid_moves.js";

/** @typedef {import("./grid_moves.js").Place} Place */
/** @typedef {{emoji: string, name: string, shortName: string}} Cell */
/** @typedef {{key: string, title: string, cells: Cell[]}} GridSection */

/** A cell is at least so wide, for a finger or a pointer, pixels. */
const FINGER_PX = 44;
const POINTER_PX = 38;
const MOST_COLUMNS = 8;
/** How far outside the view a section is drawn already. */
const AHEAD = "200px";

/**
 * @param {{sections: GridSection[], body: any, onPick: (cell: Cell) => void, onShow: (cell: Cell) => void, onSection: (at: number) => void, onType: () => void}} props
 * body: a reference to the element that scrolls
 */
export function EmojiGrid({ sections, body, onPick, onShow, onSection, onType }) {
  const [active, setActive] = useState(/** @type {Place} */ ({ section: 0, index: 0 }));
  const [columns, setColumns] = useState(MOST_COLUMNS);
  const near = useNear(body, sections);
  const isMoving = useRef(false);
  const place = placed(active, sections);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([{ contentRect }]) => contentRect.width > 0 && setColumns(columnsIn(contentRect.width)));
    watch.observe(body.current);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (isMoving.current) buttonAt(body.current, place)?.focus();
    isMoving.current = false;
  }, [active]);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const from = placeOf(event.target);
    const to = from && !event.altKey && !event.metaKey && moved(sections.map(({ cells }) => cells.length), columns, from, event, getComputedStyle(body.current).direction === "rtl");
    if (!to) return void (isTyped(event) && onType());
    event.preventDefault();
    isMoving.current = true;
    setActive(to);
  };
  const with_ = (/** @type {(cell: Cell) => void} */ act) => (/** @type {Event} */ event) => {
    const at = placeOf(event.target);
    if (at) act(sections[at.section].cells[at.index]);
  };
  const focused = (/** @type {Event} */ event) => {
    const at = placeOf(event.target);
    if (at && (at.section !== place.section || at.index !== place.index)) setActive(at);
    with_(onShow)(event);
  };
  return html`<div class="emoji-panel" tabIndex=${-1} ref=${body} style=${{ "--columns": columns }} onClick=${with_(onPick)} onKeyDown=${onKeyDown} onFocusCapture=${focused} onPointerOver=${with_(onShow)}
      onScroll=${(/** @type {Event} */ event) => onSection(sectionAt(/** @type {HTMLElement} */ (event.currentTarget)))}>
    ${sections.map(({ key, title, cells }, at) => cells.length > 0 && h(Guard, {
      key, of: Section, plain: Title, at, title, cells, columns, isDrawn: near.has(key) || at === place.section, active: at === place.section ? place.index : -1,
    }))}
  </div>`;
}

/** One section. @param {{at: number, title: string, cells: Cell[], columns: number, isDrawn: boolean, active: number}} props */
const Section = ({ at, title, cells, columns, isDrawn, active }) => html`<section aria-label=${title} data-section=${at}>
  <h3>${title}</h3>
  <div class="emoji-grid" style=${{ "--rows": Math.ceil(cells.length / columns) }}>
    ${isDrawn && cells.map((cell, index) => html`<button key=${cell.emoji} type="button" class="emoji-button" aria-label=${cell.name || undefined} title=${cell.name || undefined} data-index=${index} tabIndex=${index === active ? 0 : -1}>${cell.emoji}</button>`)}
  </div></section>`;

/** Stands for a section that failed to draw. @param {{title: string}} props */
const Title = ({ title }) => html`<h3>${title}</h3>`;

/** Returns the keys of the sections that are in the view or near it. @param {any} body @param {GridSection[]} sections @returns {Set<string>} */
function useNear(body, sections) {
  const [near, setNear] = useState(/** @type {Set<string>} */ (new Set()));
  const keys = sections.map(({ key }) => key);
  useLayoutEffect(() => {
    const seen = new IntersectionObserver((changes) => setNear((before) => {
      const after = new Set(before);
      for (const { target, isIntersecting } of changes) {
        const key = keys[Number(/** @type {HTMLElement} */ (target).dataset.section)];
        if (isIntersecting) after.add(key);
        else after.delete(key);
      }
      return after;
    }), { root: body.current, rootMargin: AHEAD });
    for (const section of body.current.children) seen.observe(section);
    return () => seen.disconnect();
  }, [keys.join()]);
  return near;
}

/** The active place, or the first one when the sections have changed under it. @param {Place} active @param {GridSection[]} sections @returns {Place} */
function placed(active, sections) {
  if (active.index < (sections[active.section]?.cells.length ?? 0)) return active;
  return { section: Math.max(0, sections.findIndex(({ cells }) => cells.length > 0)), index: 0 };
}

/** Returns the place of a button of the grid. @param {any} target @returns {Place | null} */
function placeOf(target) {
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-index]"));
  const section = /** @type {HTMLElement | null} */ (button?.closest("[data-section]") ?? null);
  return button && section ? { section: Number(section.dataset.section), index: Number(button.dataset.index) } : null;
}

/** @param {HTMLElement} body @param {Place} place @returns {HTMLElement | null} */
const buttonAt = (body, { section, index }) => body.querySelector(`[data-section="${section}"] [data-index="${index}"]`);

/** @param {number} width of the grid, pixels */
const columnsIn = (width) => Math.max(1, Math.min(MOST_COLUMNS, Math.floor(width / (isTouch() ? FINGER_PX : POINTER_PX))));

/** Returns the section at the top of the view. @param {HTMLElement} body */
function sectionAt(body) {
  const tops = /** @type {HTMLElement[]} */ ([...body.children]).map((section) => section.offsetTop - body.offsetTop);
  return Math.max(0, tops.findLastIndex((top) => top <= body.scrollTop + FINGER_PX));
}
