/** The messages of a room: rows by day, with the reader's position kept and older and newer pages loaded before they are reached. */

import { h, html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../html.js";
import { arrange } from "../lib/grouping.js";
import { listed, rich, t } from "../lib/i18n.js";
import { ScrollPosition } from "../lib/scroll.js";
import { dayName } from "../lib/time.js";
import { divider, setFolded } from "../store/editing.js";
import { nameOf, typists } from "../store/people.js";
import { asMessage, pending, scheduled } from "../store/pending.js";
import { rooms, unreadIn } from "../store/rooms.js";
import { myId } from "../store/session.js";
import { syncLayer } from "../store/sync_layer.js";
import { readerAtEnd, timelineOf, scrollTarget } from "../store/timelines.js";
import { FoldedReply, Message, PlainMessage, isFolded, keyOf } from "./message.js";
import { Avatar, Guard, Heading, Icon, Lazy, holdsFocus, isTouch } from "./parts.js";

/** The next page is loaded when less than this is left to scroll, pixels: about two screens. */
const AHEAD_PX = 1_200;
/** How many rows a room draws first at its end: about a screen. Those above follow a turn later, so that no task is long. */
const FIRST_ROWS = 16;
const TURN_MS = 16;
/** How long a row stays highlighted after a jump to it, milliseconds. */
const FLASH_MS = 2_000;

/** The position in which each room was left, during this visit. @type {Map<string, import("../lib/scroll.js").Anchor>} */
const leftAt = new Map();

const intro = () => import("../features/rooms/room_intro.js").then((module) => module.RoomIntro);

const later = () => import("../features/contents/scheduled_rows.js").then((module) => module.ScheduledRows);

/** @param {{id: string, title: string, home: boolean}} props */
export function Timeline({ id, title }) {
  useMemo(() => openAt(id), [id]);
  const timeline = timelineOf(id).value;
  const scroller = useRef(/** @type {any} */ (null));
  const column = useRef(/** @type {any} */ (null));
  const isWhole = useTurn(id, timeline !== null);
  const place = usePlace(id, scroller, column, isWhole);
  const rows = drawRows(id, timeline, isWhole ? Infinity : FIRST_ROWS);
  usePosition(id, timeline, place, column, isWhole);
  useSent(id, place);
  const isQuiet = !isWhole || !readerAtEnd.value || !timeline || timeline.moreAfter;
  return html`
    <main class="scroller" id="messages" ref=${scroller} tabIndex="0" aria-label=${t("timeline.label", { room: title })} onKeyDown=${(/** @type {any} */ event) => walk(event, id, place.current)}>
      <div class="column" ref=${column} role="log" aria-label=${t("timeline.log")} aria-live=${isQuiet ? "off" : "polite"} aria-relevant="additions">
        ${(!isWhole || timeline?.moreBefore !== false) && html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`}
        ${isWhole && timeline && !timeline.moreBefore && h(Lazy, { key: "intro", load: intro, id })}
        ${rows}
        ${timeline && !timeline.moreAfter && h(Typing, { id })}
        ${timeline && !timeline.moreAfter && scheduled.value.some((one) => one.room_id === id) && h(Lazy, { key: "scheduled", load: later, id })}
      </div>
    </main>
    ${h(Latest, { id, place })}
  `;
}

/** @param {string} id */
function openAt(id) {
  const room = rooms.peek().get(id);
  divider.value = room && room.last_seq > room.read_seq ? room.read_seq : null;
  readerAtEnd.value = true;
}

/** Whether all rows are drawn. This is so at once where the reader comes back to a position further up, or has something to read on. @param {string} id @param {boolean} isThere whether the rows are here */
function useTurn(id, isThere) {
  const [isWhole, setWhole] = useState(divider.peek() !== null || leftAt.has(id) || scrollTarget.peek() !== null);
  useEffect(() => {
    if (isWhole || !isThere) return undefined;
    const timer = setTimeout(setWhole, TURN_MS, true);
    return () => clearTimeout(timer);
  }, [isThere]);
  return isWhole;
}

/** @param {string} id @param {any} scroller @param {any} column @param {boolean} isWhole */
function usePlace(id, scroller, column, isWhole) {
  const place = useRef(/** @type {ScrollPosition | null} */ (null));
  const whole = useRef(isWhole);
  whole.current = isWhole;
  useLayoutEffect(() => {
    // While rows above are still to be drawn, nothing has to be loaded there.
    const made = new ScrollPosition(scroller.current, column.current, () => moved(id, made, whole.current));
    place.current = made;
    return () => {
      if (made.atEnd || !made.anchor) leftAt.delete(id);
      else leftAt.set(id, made.anchor);
      made.release();
    };
  }, [id]);
  return place;
}

/** @param {string} id @param {ScrollPosition} place @param {boolean} isWhole */
function moved(id, { atEnd, scroller }, isWhole) {
  readerAtEnd.value = atEnd;
  const timeline = timelineOf(id).peek();
  if (!timeline) return;
  const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  if (isWhole && timeline.moreBefore && scroller.scrollTop < AHEAD_PX) void syncLayer().then((on) => on.loadOlder(id));
  if (timeline.moreAfter && below < AHEAD_PX) void syncLayer().then((on) => on.loadNewer(id));
}

/** Puts the reader where they belong: on opening, and again after every change. @param {string} id @param {any} timeline @param {any} place @param {any} column @param {boolean} isWhole */
function usePosition(id, timeline, place, column, isWhole) {
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (!place.current || !timeline) return;
    // A reader at the last row is not at the end of the room while newer rows are still on the host.
    if (timeline.moreAfter && place.current.atEnd) place.current.atEnd = false;
    place.current.settle();
    if (!opened.current) open(id, timeline, place.current, column.current);
    opened.current = true;
  });
  useEffect(() => {
    if (scrollTarget.value && timeline) scrollToTarget(place.current, column.current);
  }, [scrollTarget.value, timeline, isWhole]);
}

/** Scrolls to the end when the person sends a message, because they want to see it. @param {string} id @param {any} place */
function useSent(id, place) {
  const newest = pending.value.findLast((entry) => entry.room_id === id)?.client_id;
  const seen = useRef(newest);
  useEffect(() => {
    if (newest && newest !== seen.current) void toLatest(id, place.current);
    seen.current = newest;
  }, [newest]);
}

/** @param {string} id @param {any} timeline @param {ScrollPosition} place @param {HTMLElement} column */
function open(id, timeline, place, column) {
  // The rows of a room that opens do not move (messages.css). They have their places by the next frame.
  requestAnimationFrame(() => (column.dataset.open = ""));
  place.toEnd();
  const line = /** @type {HTMLElement | null} */ (column.querySelector(".new"));
  if (line && (timeline.moreAfter || place.offset(line) < 0)) return place.show(line, 0.2);
  if (place.restore(leftAt.get(id) ?? null)) place.scrolled();
}

/** @param {ScrollPosition} place @param {HTMLElement} column */
function scrollToTarget(place, column) {
  const row = /** @type {HTMLElement | null} */ (column.querySelector(`[data-id="${CSS.escape(scrollTarget.peek() ?? "")}"]`));
  if (!row) return;
  scrollTarget.value = null;
  setFolded(/** @type {string} */ (row.dataset.key), false);
  place.show(row, 0.3);
  row.dataset.flash = "";
  setTimeout(() => delete row.dataset.flash, FLASH_MS);
  if (!isTouch() && !holdsFocus()) row.focus({ preventScroll: true });
}

/** Draws the rows. Rows without changes are skipped. @param {string} id @param {any} timeline @param {number} most the last so many */
function drawRows(id, timeline, most) {
  if (!timeline) return null;
  return byDay(arrange([...timeline.rows, ...waiting(id, timeline)].slice(-most), divider.value, myId.value)).map(drawDay);
}

/** Returns the pending messages. When a page was left before the acknowledgement, the next one has both the stored row and the pending entry. @param {string} id @param {any} timeline */
function waiting(id, timeline) {
  const mine = pending.value.filter((entry) => entry.room_id === id);
  if (timeline.moreAfter || mine.length === 0) return [];
  const stored = new Set(timeline.rows.filter((/** @type {any} */ row) => row.sender_id === myId.value).map((/** @type {any} */ row) => row.client_id));
  return mine.filter((entry) => !stored.has(entry.client_id)).map(asMessage);
}

/** Groups rows by day. A day line is sticky as long as its own day is visible. @param {any[]} rows @returns {any[][]} */
function byDay(rows) {
  /** @type {any[][]} */
  const days = [];
  for (const row of rows) {
    if (row.type === "day") days.push([]);
    days[days.length - 1].push(row);
  }
  return days;
}

/** @param {any[]} rows */
function drawDay([day, ...rows]) {
  return html`<section key=${dayName(day.iso)} class="day-group">
    <${Heading} level=${2} class="day"><time datetime=${day.iso.slice(0, 10)}>${dayName(day.iso)}</time><//>
    ${rows.map(drawRow)}
  </section>`;
}

/** @param {any} row */
function drawRow({ type, message, first, last }) {
  if (type === "new") return h(NewLine, { key: "new" });
  return h(Guard, { key: keyOf(message), of: isFolded(message) ? FoldedReply : Message, plain: PlainMessage, message, first, last });
}

const NewLine = () => html`<div class="new" role="separator"><span>${t("timeline.new")}</span></div>`;

/** @param {{id: string}} props */
function Typing({ id }) {
  const people = typists(id);
  if (people.length === 0) return null;
  const word = people.length > 2 ? t("timeline.typing_many") : rich("timeline.typing", { names: listed(people.map(nameOf)) }, { n: people.length });
  return html`<div class="message typing" data-last aria-live="off">
    ${h(Avatar, { id: people[0], name: nameOf(people[0]) })}
    <p class="dots"><i></i><i></i><i></i><span class="who">${word}</span></p>
  </div>`;
}

/** @param {{id: string, place: any}} props */
function Latest({ id, place }) {
  const timeline = timelineOf(id).value;
  const room = rooms.value.get(id);
  if (!timeline || !room || (readerAtEnd.value && !timeline.moreAfter)) return null;
  const unread = unreadIn(room);
  return html`<button type="button" class="latest" onPointerDown=${keepFocus} onClick=${() => toLatest(id, place.current).then(() => focusBelow(place.current))}>
    ${h(Icon, { name: "down", small: true })}${unread > 0 ? t("timeline.count", { n: unread }) : t("timeline.latest")}
  </button>`;
}

/** Keeps the focus in the composer for someone who is writing. @param {Event} event */
const keepFocus = (event) => event.preventDefault();

/** Moves the focus, because the button goes away: to the composer, or on a phone, where that would open the keyboard, to the messages. @param {ScrollPosition} place */
function focusBelow({ scroller }) {
  const field = /** @type {HTMLElement | null} */ (document.querySelector(".composer textarea"));
  if (document.activeElement !== field) (isTouch() ? scroller : (field ?? scroller)).focus({ preventScroll: true });
}

/** @param {string} id @param {ScrollPosition} place */
async function toLatest(id, place) {
  if (timelineOf(id).peek()?.moreAfter) await (await syncLayer()).loadLatest(id);
  place.toEnd();
}

/** Moves between messages by the arrow keys. Only one of them is in the tab order. @param {KeyboardEvent} event @param {string} id @param {any} place */
function walk(event, id, place) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = /** @type {HTMLElement[]} */ ([...place.column.querySelectorAll("article.message")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest("article")));
  const onRow = at < 0 ? event.target === place.scroller : event.target === rows[at];
  if (!onRow) return;
  const next = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at < 0 ? rows.length : at + 1 }[event.key];
  if (event.key === "End") void toLatest(id, place);
  if (next === undefined || !rows[next]) return;
  event.preventDefault();
  for (const row of rows) row.tabIndex = row === rows[next] ? 0 : -1;
  rows[next].focus();
}
