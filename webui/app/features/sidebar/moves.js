/** What arranging the sidebar does to what is stored: pure functions from sections to sections. */

import { isChosen, isOwn, isPlain, withSection } from "../../store/sidebar_sections.js";

/** @typedef {import("../../store/sidebar_sections.js").Section} Section */

/**
 * Puts a room at a place of a section.
 * @param {Section[]} all @param {string} roomId @param {string} sectionId
 * @param {string[]} shown the ids that the section shows now, in order @param {number} at its place among the others of them
 */
export function place(all, roomId, sectionId, shown, at) {
  const others = shown.filter((id) => id !== roomId);
  const order = [...others.slice(0, at), roomId, ...others.slice(at)];
  const stored = all.find((section) => section.id === sectionId)?.rooms ?? [];
  const left = withoutRoom(all, roomId);
  // Of a section with all rooms only the beginning is stored, as far as it was arranged.
  const last = Math.max(at, ...stored.map((id) => order.indexOf(id)));
  const kept = isChosen({ id: sectionId }) ? order : order.slice(0, last + 1);
  return withoutPlain(withSection(left, sectionId, { rooms: withHidden(kept, stored.filter((id) => id !== roomId)) }));
}

/** Keeps the places of rooms that the section does not show now, because they are unread, hidden or left: each follows the room before it. @param {string[]} order @param {string[]} stored */
function withHidden(order, stored) {
  const all = [...order];
  stored.forEach((id, at) => {
    if (!all.includes(id)) all.splice(all.indexOf(stored[at - 1] ?? "") + 1, 0, id);
  });
  return all;
}

/** Moves a room by some places up or down. @param {Section[]} all @param {string} roomId @param {string} sectionId @param {string[]} shown @param {number} step */
export function moveBy(all, roomId, sectionId, shown, step) {
  const at = shown.indexOf(roomId) + step;
  return at < 0 || at >= shown.length ? all : place(all, roomId, sectionId, shown, at);
}

/** Puts a room at the end of a section; of the rooms or the people: where it stands by itself. @param {Section[]} all @param {any} room @param {string} sectionId */
export function putInto(all, room, sectionId) {
  const left = withoutRoom(all, room.id);
  if (!isChosen({ id: sectionId })) return withoutPlain(left);
  const rooms = left.find((section) => section.id === sectionId)?.rooms ?? [];
  return withoutPlain(withSection(left, sectionId, { rooms: [...rooms, room.id] }));
}

/** @param {Section[]} all @param {string} id @param {string} name @returns {Section[]} */
export const addSection = (all, id, name) => [...all, { id, name }];

/** Its rooms return to the rooms and the people. @param {Section[]} all @param {string} id */
export const removeSection = (all, id) => all.filter((section) => section.id !== id);

/** Moves an own section among the own ones. @param {Section[]} all @param {string} id @param {number} step */
export function moveSection(all, id, step) {
  const own = all.filter(isOwn);
  const at = own.findIndex((section) => section.id === id);
  const to = at + step;
  if (at < 0 || to < 0 || to >= own.length) return all;
  [own[at], own[to]] = [own[to], own[at]];
  return [...all.filter((section) => !isOwn(section)), ...own];
}

/** Takes a room out of the section that has it. @param {Section[]} all @param {string} roomId */
const withoutRoom = (all, roomId) =>
  all.map((section) => (section.rooms?.includes(roomId) ? { ...section, rooms: section.rooms.filter((id) => id !== roomId) } : section));

/** Nothing is stored for a section of everyone's that is as it was. @param {Section[]} all */
const withoutPlain = (all) => all.filter((section) => !isPlain(section));
