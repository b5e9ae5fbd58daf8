/** Shows unread messages outside the page: in its title and in the icon of its tab. */

import { computed, effect } from "../../html.js";
import { isQuiet } from "../../lib/people/availability.js";
import { titleOf, users } from "../../store/people.js";
import { rooms, unreadTotal } from "../../store/rooms.js";
import { route } from "../../store/route.js";
import { myId, office } from "../../store/session.js";

const SIZE_PX = 64;
/** Title and icon follow the count after this time, milliseconds. */
const COUNT_MS = 1_000;
/** Colours of the design "Harbour". The icon of a tab has no light and dark variants of its own. */
const COLOURS = { plate: "#006971", mark: "#ffffff", dot: "#f8b446", number: "#3a2405" };

/** What is counted outside the page: nothing while this person does not want to be disturbed. */
const counted = computed(() => (isQuiet(users.value.get(myId.value)) ? 0 : unreadTotal.value));

const place = computed(() => {
  const room = rooms.value.get(route.value.room ?? "");
  return room ? titleOf(room) : office.value.name;
});

/** The count that the icon shows, and the timer that will redraw it. */
let drawn = 0;
let timer = 0;

/** Keeps title and icon up to date from now on. */
export function startTabBadge() {
  drawIcon(counted.peek());
  effect(() => showTitle(place.value));
  effect(() => {
    if (counted.value !== drawn) showSoon();
  });
}

/** @param {string} words */
function showTitle(words) {
  const count = counted.peek();
  document.title = count > 0 ? `(${count}) ${words}` : words;
}

/** Updates title and icon after a short time. Each update costs as much as the message itself, and in an open room the count is gone at once. */
function showSoon() {
  timer ||= setTimeout(() => {
    timer = 0;
    showTitle(place.peek());
    if (counted.peek() !== drawn) drawIcon(counted.peek());
  }, COUNT_MS);
}

/** @param {number} count */
function drawIcon(count) {
  drawn = count;
  const icon = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"));
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE_PX, height: SIZE_PX });
  const pen = canvas.getContext("2d");
  if (!icon || !pen) return;
  drawMark(pen);
  if (count > 0) drawCount(pen, count);
  icon.href = canvas.toDataURL();
}

/** @param {CanvasRenderingContext2D} pen */
function drawMark(pen) {
  pen.fillStyle = COLOURS.plate;
  pen.beginPath();
  pen.roundRect(0, 0, SIZE_PX, SIZE_PX, 18);
  pen.fill();
  pen.save();
  pen.scale(SIZE_PX / 24, SIZE_PX / 24);
  Object.assign(pen, { strokeStyle: COLOURS.mark, lineWidth: 1.75, lineCap: "round", lineJoin: "round" });
  pen.stroke(new Path2D("M5 13.5a7 6.5 0 1 1 3.4 4.4L4.5 19l1.1-3.2A6.3 6.3 0 0 1 5 13.5zM9 11.5h6M9 14.5h3.5"));
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {number} count */
function drawCount(pen, count) {
  pen.fillStyle = COLOURS.dot;
  pen.beginPath();
  pen.arc(44, 20, 20, 0, 2 * Math.PI);
  pen.fill();
  Object.assign(pen, { fillStyle: COLOURS.number, font: "700 26px system-ui, sans-serif", textAlign: "center", textBaseline: "middle" });
  pen.fillText(count > 99 ? "99" : String(count), 44, 21);
}
