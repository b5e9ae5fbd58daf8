/** Shows unread messages outside the page: in its title and in the icon of its tab. */

import { computed, effect } from "../../html.js";
import { isQuiet } from "../../lib/people/availability.js";
import { drawTabIcon } from "../../lib/drawing/tab_icon.js";
import { titleOf, users } from "../../store/people.js";
import { rooms, unreadTotal } from "../../store/rooms.js";
import { route } from "../../store/route.js";
import { frontDesk, myId, office } from "../../store/session.js";

/** Title and icon follow the count after this time, milliseconds. */
const COUNT_MS = 1_000;

/** What is counted outside the page: nothing while this person does not want to be disturbed. */
const counted = computed(() => (isQuiet(users.value.get(myId.value)) ? 0 : unreadTotal.value));

const place = computed(() => {
  // The browser keeps titles in its history, where the next person at a front desk finds them.
  if (frontDesk.value) return frontDesk.value.name;
  const room = rooms.value.get(route.value.room ?? "");
  return room ? titleOf(room) : office.value.name;
});

/** The count that the icon shows, and the timer that will redraw it. */
let drawn = 0;
let timer = 0;

/** Keeps title and icon up to date from now on. */
export function startTabBadge() {
  drawIcon();
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
    if (counted.peek() !== drawn) drawIcon();
  }, COUNT_MS);
}

function drawIcon() {
  drawn = counted.peek();
  drawTabIcon(drawn);
}
