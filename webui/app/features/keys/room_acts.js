/** What the keys that lead from room to room do. */

import { t } from "../../lib/i18n.js";
import { divider } from "../../store/editing.js";
import { openSearch } from "../../store/own_data.js";
import { badge, rooms } from "../../store/rooms.js";
import { navigate, route } from "../../store/route.js";
import { syncLayer } from "../../store/sync_layer.js";
import { toast } from "../../store/toasts.js";
import { usualOrder } from "../../ui/sidebar_lists.js";
import { nextOf } from "./next_of.js";

/** @typedef {import("./key_map.js").Pressed} Pressed */

/** Goes to the room above or below in the list. @param {Pressed} pressed */
export const nextRoom = ({ event }) => goTo(step(event), () => true, t("keys.no_room"));

/** Goes to the next room with something unread. @param {Pressed} pressed */
export const nextUnreadRoom = ({ event }) => goTo(step(event), isUnread, t("keys.no_unread"));

/** @param {KeyboardEvent} event */
const step = ({ key }) => (key === "ArrowUp" ? -1 : 1);

/** @param {string} id */
const isUnread = (id) => badge(rooms.peek().get(id)).unread;

/** @param {1 | -1} by @param {(id: string) => boolean} fits @param {string} none */
function goTo(by, fits, none) {
  const id = nextOf(listed(), route.peek().room, by, fits);
  if (id) navigate(`/r/${id}`);
  else toast(none);
}

/** The rooms in the order of the list on the screen, whatever its sections are. Rooms that are not drawn, as in a folded section, follow. */
function listed() {
  const links = [...document.querySelectorAll(".side a.link[href^='/r/']")].map((link) => /** @type {string} */ (link.getAttribute("href")).slice("/r/".length));
  return [...new Set([...links, ...usualOrder().map((room) => room.id)])].filter((id) => rooms.peek().has(id));
}

/** Marks the open room as read, and goes back to the composer. */
export function markRead() {
  const { room } = route.peek();
  if (!room || !rooms.peek().has(room)) return false;
  divider.value = null;
  /** @type {HTMLElement | null} */ (document.querySelector(".composer textarea"))?.focus({ preventScroll: true });
  return syncLayer().then((on) => on.markAllRead(room));
}

/** Marks every room as read, with an offer to undo it. */
export const markEverythingRead = () => syncLayer().then((on) => on.markEverythingRead());

/** Opens the list of what concerns this person. */
export const openMine = () => navigate("/mine");

/** Opens the search for everything. */
export const findAnything = () => openSearch(null);

/** Searches the open room. Elsewhere the key is the browser's. */
export function searchHere() {
  const { room } = route.peek();
  return room && rooms.peek().has(room) ? openSearch(room) : false;
}
