/** The menus of the sidebar: of a room, and of a section. */

import { h } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { titleOf } from "../../store/people.js";
import { badge, rooms } from "../../store/rooms.js";
import { openLazily, openOverlay } from "../../store/route.js";
import { homeOf, isChosen, isOwn, sections, sectionOf, sectionTitle } from "../../store/sidebar_sections.js";
import { syncLayer } from "../../store/sync_layer.js";
import { phone } from "../../store/viewport.js";
import { Menu } from "../shared/menu.js";
import { arrange, focusRoom, moveInto, shownIn } from "./arrange.js";
import { moveBy, moveSection, removeSection } from "./moves.js";
import { SectionDialog } from "./section_dialog.js";

const details = () => import("../rooms/room_details.js");

/** @typedef {import("../shared/menu.js").Choice} Choice */
/** @typedef {import("../shared/menu.js").Place} Place */

/** Opens the menu of a row. @param {DOMStringMap} row @param {Place} at */
export function openRowMenu({ room: roomId, section: sectionId }, at) {
  const place = phone.peek() ? null : at;
  const room = rooms.peek().get(roomId ?? "");
  if (room) openOverlay(RoomMenu, { id: room.id, at: place });
  else if (sectionId) openOverlay(SectionMenu, { id: sectionId, at: place });
}

/** @param {{id: string, at: Place}} props */
function RoomMenu({ id, at }) {
  const room = rooms.value.get(id);
  if (!room) return null;
  return h(Menu, { title: titleOf(room), at, choices: [...favourite(room), ...order(room), ...otherSections(room), ...state(room)] });
}

/** @param {any} room @returns {Choice[]} */
function favourite(room) {
  const isFavourite = sectionOf(sections.value, room) === "favourites";
  return [["star", isFavourite ? t("sidebar.unfavourite") : t("sidebar.favourite"), () => moveInto(room, isFavourite ? homeOf(room) : "favourites")]];
}

/** @param {any} room @returns {Choice[]} */
function order(room) {
  const section = sectionOf(sections.value, room);
  const shown = shownIn(section);
  const at = shown.indexOf(room.id);
  const move = (/** @type {number} */ step) => async () => {
    await arrange(moveBy(sections.peek(), room.id, section, shown, step));
    requestAnimationFrame(() => focusRoom(room.id));
  };
  return /** @type {Choice[]} */ ([
    at > 0 && ["up", t("sidebar.move_up"), move(-1)],
    at >= 0 && at < shown.length - 1 && ["down", t("sidebar.move_down"), move(1)],
  ].filter(Boolean));
}

/** @param {any} room @returns {Choice[]} */
function otherSections(room) {
  const now = sectionOf(sections.value, room);
  const others = sections.value.filter((section) => isOwn(section) && section.id !== now);
  const back = isChosen({ id: now }) && now !== "favourites" ? [homeOf(room)] : [];
  return [
    ...back.map((id) => /** @type {Choice} */ (["retry", t("sidebar.move_to", { section: sectionTitle({ id }) }), () => moveInto(room, id)])),
    ...others.map((section) => /** @type {Choice} */ (["folder", t("sidebar.move_to", { section: section.name ?? "" }), () => moveInto(room, section.id)])),
    ["plus", t("sidebar.new_section"), () => openOverlay(SectionDialog, { room })],
  ];
}

/** @param {any} room @returns {Choice[]} */
function state(room) {
  const isMuted = room.involvement === "nothing";
  const involve = () => syncLayer().then((on) => on.setInvolvement(room.id, isMuted ? "everything" : "nothing"));
  return /** @type {Choice[]} */ ([
    badge(room).unread && ["checks", t("action.mark_read"), () => syncLayer().then((on) => on.markAllRead(room.id))],
    ["bell", isMuted ? t("sidebar.unmute") : t("sidebar.mute"), involve],
    ["info", t("room.details"), () => openLazily(details, "RoomSheet", { id: room.id })],
  ].filter(Boolean));
}

/** @param {{id: string, at: Place}} props */
function SectionMenu({ id, at }) {
  const own = sections.value.filter(isOwn);
  const place = own.findIndex((section) => section.id === id);
  const section = own[place];
  const move = (/** @type {number} */ step) => () => arrange(moveSection(sections.peek(), id, step));
  const mine = /** @type {Choice[]} */ (section ? [
    ["edit", t("sidebar.rename_section"), () => openOverlay(SectionDialog, { section })],
    place > 0 && ["up", t("sidebar.move_up"), move(-1)],
    place < own.length - 1 && ["down", t("sidebar.move_down"), move(1)],
    ["trash", t("sidebar.remove_section"), () => arrange(removeSection(sections.peek(), id)), true],
  ].filter(Boolean) : []);
  return h(Menu, { title: sectionTitle(section ?? { id }), at, choices: [...mine, ["plus", t("sidebar.new_section"), () => openOverlay(SectionDialog, {})]] });
}
