/** The sections of the sidebar: what this person has arranged, and which room stands in which section. */

import { signal } from "../html.js";
import { t } from "../lib/i18n.js";

/** @typedef {{id: string, name?: string, rooms?: string[], folded?: boolean}} Section as the host stores it */
/** @typedef {{id: string, name: string | undefined, folded: boolean, rooms: any[], isUsed: boolean}} Shown a section with its rooms in order; isUsed: whether a room has its place here, though it may stand in Unread now */

/** What is arranged. Nothing is stored for a section that was left as it is. */
export const sections = signal(/** @type {Section[]} */ ([]));

/** The sections that everyone has. Own ones stand before the people. */
export const BUILT_IN = ["unread", "favourites", "rooms", "people"];

/** Whether a section was made by this person. @param {{id: string}} section */
export const isOwn = ({ id }) => !BUILT_IN.includes(id);
/** Whether rooms are put into a section; in the other ones rooms stand because of what they are. @param {{id: string}} section */
export const isChosen = ({ id }) => id === "favourites" || !BUILT_IN.includes(id);

/** Takes what the host has stored. @param {{sections: Section[]} | undefined} stored undefined: nothing is arranged */
export function replaceSections(stored) {
  const next = stored?.sections ?? [];
  if (JSON.stringify(next) !== JSON.stringify(sections.peek())) sections.value = next;
}

/** Whether a section of everyone's is as it was. @param {Section} section */
export const isPlain = (section) => !isOwn(section) && !section.folded && !section.rooms?.length;

/** Where a room stands by itself. @param {any} room */
export const homeOf = (room) => (room.kind === "direct" ? "people" : "rooms");

/** Returns the sections with one changed, which is added if nothing was stored for it. @param {Section[]} all @param {string} id @param {Partial<Section>} change @returns {Section[]} */
export function withSection(all, id, change) {
  const known = all.find((section) => section.id === id) ?? { id };
  const changed = { ...known, ...change };
  if (isPlain(changed)) return all.filter((section) => section.id !== id);
  return all.some((section) => section.id === id) ? all.map((section) => (section.id === id ? changed : section)) : [...all, changed];
}

/** The section in which a room stands when it has nothing unread. @param {Section[]} all @param {any} room */
export function sectionOf(all, room) {
  const chosen = all.find((section) => isChosen(section) && section.rooms?.includes(room.id));
  return chosen?.id ?? homeOf(room);
}

/**
 * Puts each room into one section: Unread, Favourites, Rooms, own sections, People.
 * @param {any[]} listed rooms in their usual order @param {Section[]} arranged @param {(room: any) => boolean} isUnread
 * @returns {Shown[]}
 */
export function sectionsOf(listed, arranged, isUnread) {
  const chosen = new Map(arranged.filter(isChosen).flatMap((section) => (section.rooms ?? []).map((id) => /** @type {[string, string]} */ ([id, section.id]))));
  const own = arranged.filter(isOwn).map((section) => section.id);
  const found = new Map(["unread", "favourites", "rooms", ...own, "people"].map((id) => /** @type {[string, any[]]} */ ([id, []])));
  for (const room of listed) {
    const where = isUnread(room) ? "unread" : chosen.get(room.id) ?? homeOf(room);
    /** @type {any[]} */ (found.get(where)).push(room);
  }
  return [...found].map(([id, rooms]) => {
    const stored = arranged.find((section) => section.id === id);
    return { id, name: stored?.name, folded: Boolean(stored?.folded), rooms: inOwnOrder(rooms, stored?.rooms), isUsed: listed.some((room) => chosen.get(room.id) === id) };
  });
}

/** Sorts as arranged; rooms without a place of their own follow in their usual order. @param {any[]} rooms @param {string[]} [order] */
function inOwnOrder(rooms, order) {
  if (!order?.length) return rooms;
  const places = new Map(order.map((id, at) => [id, at]));
  const placed = rooms.filter((room) => places.has(room.id));
  placed.sort((a, b) => /** @type {number} */ (places.get(a.id)) - /** @type {number} */ (places.get(b.id)));
  return [...placed, ...rooms.filter((room) => !places.has(room.id))];
}

/** The name of a section. @param {{id: string, name?: string}} section */
export const sectionTitle = ({ id, name }) =>
  ({ unread: t("sidebar.unread"), favourites: t("sidebar.favourites"), rooms: t("sidebar.rooms"), people: t("sidebar.people") })[id] ?? name ?? "";
