/** The sections of the sidebar with their rows: rooms, and people without a conversation. */

import { Fragment, computed, h, html, useLayoutEffect, useMemo, useRef } from "../html.js";
import { t } from "../lib/i18n.js";
import { previewOf } from "../lib/formatting/preview.js";
import { shortWhen } from "../lib/time.js";
import { drafted } from "../store/drafts.js";
import { everyone, isNotes, nameOf, otherOf, presence, presenceOf, titleOf, typists } from "../store/people.js";
import { badge, badgeOfAll, inOrder, lastTime, rooms } from "../store/rooms.js";
import { openLazily, route } from "../store/route.js";
import { isGuest, me, myId } from "../store/session.js";
import { isChosen, sections, sectionsOf, sectionTitle, withSection } from "../store/sidebar_sections.js";
import { syncLayer } from "../store/sync_layer.js";
import { phone } from "../store/viewport.js";
import { Count, Guard, Icon, IconButton, PlainRow, PresenceAvatar, presenceLabel, RoomMark, StatusMark, useGrowing } from "./parts.js";

/** How many people without a conversation are listed. The full list is one click away. */
const LISTED_PEOPLE = 20;

const newChat = () => import("../features/rooms/new_conversation.js");
const browse = () => import("../features/rooms/browse_rooms.js");
const everyoneModule = () => import("../features/people/everyone.js");

const catchUp = () => import("../features/sidebar/catch_up.js");
/** Opens the view in which this person catches up. */
export const openCatchUp = () => openLazily(catchUp, "CatchUp");

/** Opens the dialog for a new conversation or room. */
export const openNew = () => openLazily(newChat, "NewConversation");
const openBrowse = () => openLazily(browse, "BrowseRooms");
const openEveryone = () => openLazily(everyoneModule, "Everyone");

/** How far the list was scrolled, so that it is restored when the person comes back from a room on a phone. */
let scrolledTo = 0;
/** The least height of a row, pixels. */
const ROW_PX = 32;
/** Returns how many rows reach down to that position and a screen further. @param {number} px */
const rowsUpTo = (px) => Math.ceil(px / ROW_PX) + 32;

const isListed = (/** @type {any} */ room) =>
  room.id === route.value.room || (room.involvement !== "hidden" && !room.archived && (room.kind !== "direct" || room.last_seq > 0));

/** Sorts the newest first. Rooms with the same time keep their order. @param {any} a @param {any} b */
const byTime = (a, b) => (lastTime(a) === lastTime(b) ? 0 : lastTime(a) < lastTime(b) ? 1 : -1);

/** The rooms in their usual order. In a wide window a room keeps its place; on a phone the room with the newest message comes first, as in other messengers. My own place stands before the people. */
export function usualOrder() {
  const listed = [...rooms.value.values()].filter(isListed);
  const named = inOrder(listed.filter((room) => room.kind !== "direct"));
  const direct = listed.filter((room) => room.kind === "direct").sort((a, b) => Number(isNotes(b)) - Number(isNotes(a)) || byTime(a, b));
  return [...(phone.value ? named.sort(byTime) : named), ...direct];
}

/** The room that is open, and whether it stood among the unread ones when it was opened: its row does not jump away while it is read. */
let held = { room: /** @type {string | null} */ (null), isUnread: false };
/** The ids of the unread section that was drawn last. */
let drawnUnread = new Set();

/** @param {any} room */
const isUnread = (room) => (room.id === held.room ? held.isUnread : badge(room).count > 0);

function arranged() {
  const open = route.value.room;
  if (open !== held.room) held = { room: open, isUnread: drawnUnread.has(open) };
  const found = sectionsOf(usualOrder(), sections.value, isUnread);
  drawnUnread = new Set(found[0].rooms.map((room) => room.id));
  return found;
}

/** While the focus is elsewhere, the open room is the Tab stop, or else the first row. @param {Element} lists @param {string | null} open */
function ensureTabStop(lists, open) {
  const now = lists.querySelector("[tabindex='0']");
  if (now && lists.contains(document.activeElement)) return;
  const row = lists.querySelector(`[data-room="${CSS.escape(open ?? "")}"]`) ?? now ?? lists.querySelector(".link") ?? lists.querySelector("h2 button");
  if (row && row !== now) moveTabStop(lists, /** @type {HTMLElement} */ (row));
}

/** Makes a row the one Tab stop. @param {Element} lists @param {HTMLElement} stop */
export function moveTabStop(lists, stop) {
  for (const other of lists.querySelectorAll("[tabindex='0']")) /** @type {HTMLElement} */ (other).tabIndex = -1;
  stop.tabIndex = 0;
}

/** The sections. Unread and Favourites are there when something is in them. */
export function Lists() {
  const place = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    // Reading the position of a list that is at its top would lay out the whole page once more.
    if (scrolledTo > 0) place.current.scrollTop = scrolledTo;
  }, []);
  const shown = arranged();
  const total = shown.reduce((sum, { folded, rooms: { length } }) => sum + (folded ? 0 : length), 0);
  let left = useGrowing(total, rowsUpTo(scrolledTo));
  useLayoutEffect(() => ensureTabStop(place.current, route.peek().room));
  return html`<div class="lists" ref=${place} onScroll=${(/** @type {any} */ event) => (scrolledTo = event.currentTarget.scrollTop)}>
    ${shown.map((section) => {
      const drawn = section.folded ? 0 : Math.max(0, Math.min(left, section.rooms.length));
      left -= drawn;
      return h(Section, { key: section.id, section, drawn });
    })}
  </div>`;
}

/** @param {{section: import("../store/sidebar_sections.js").Shown, drawn: number}} props */
function Section({ section, drawn }) {
  const { id, folded } = section;
  if (section.rooms.length === 0 && (id === "unread" || id === "favourites" || (id === "rooms" && isGuest.value))) return null;
  return h(Fragment, null, h(SectionHead, { section }), !folded && html`<ul id=${`section-${id}`} aria-labelledby=${`title-${id}`} data-list=${id}>
    ${id === "people" && h(OwnPlace, null)}
    ${section.rooms.slice(0, drawn).map(drawRoom)}
    ${offersBrowse(section) && html`<li><button type="button" class="link" tabindex="-1" onClick=${openBrowse}>${h(Icon, { name: "compass" })}<span class="name">${t("sidebar.browse")}</span></button></li>`}
    ${id === "people" && h(Others, null)}
    ${isChosen(section) && !section.isUsed && html`<li class="nobody">${t("sidebar.section_empty")}</li>`}
  </ul>`);
}

/** Where all rooms stand elsewhere, such as a first one in Unread, the heading has no room below it. @param {import("../store/sidebar_sections.js").Shown} section */
const offersBrowse = ({ id, folded, rooms: { length } }) => id === "rooms" && length === 0 && !folded;

/** @param {{section: import("../store/sidebar_sections.js").Shown}} props */
function SectionHead({ section }) {
  const { id, folded } = section;
  const fold = () => syncLayer().then((on) => on.arrangeSidebar(withSection(sections.peek(), id, { folded: !folded || undefined })));
  return html`<h2 data-section=${id}>
    <button type="button" class="fold" tabindex="-1" aria-expanded=${String(!folded)} aria-controls=${folded ? undefined : `section-${id}`} onClick=${fold}>
      ${h(Icon, { name: "chevron", small: true })}<bdi id=${`title-${id}`}>${sectionTitle(section)}</bdi>${folded && h(Tail, { section })}</button>
    ${id === "unread" && h(IconButton, { icon: "checks", small: true, tabindex: "-1", label: t("catch_up.title"), "aria-haspopup": "dialog", onClick: openCatchUp })}
    ${id === "rooms" && !isGuest.value && !offersBrowse(section) && h(IconButton, { icon: "compass", small: true, tabindex: "-1", label: t("sidebar.browse"), onClick: openBrowse })}
    ${id === "people" && h(IconButton, { icon: "people", small: true, tabindex: "-1", label: t("everyone.title"), onClick: openEveryone })}
  </h2>`;
}

/** What a folded section holds. @param {{section: import("../store/sidebar_sections.js").Shown}} props */
function Tail({ section: { id, rooms: inside } }) {
  const words = id === "people" ? t("sidebar.folded_people", { n: inside.length }) : t("sidebar.folded", { n: inside.length });
  return html`<span class="tail">${words}</span>${h(Count, badgeOfAll(inside))}`;
}

const RANK = /** @type {Record<string, number>} */ ({ online: 0, away: 1 });
/** Lists those who are here first. Within a group the order of names stays, so nothing is compared. @param {any[]} people */
function byPresence(people) {
  /** @type {any[][]} */
  const ranks = [[], [], []];
  for (const user of people) ranks[RANK[presence.value.get(user.id) ?? ""] ?? 2].push(user);
  return ranks.flat();
}

/** The people with whom there is no conversation yet. */
function Others() {
  const known = new Set([...rooms.value.values()].filter((room) => room.kind === "direct" && !isNotes(room) && isListed(room)).map(otherOf));
  const others = byPresence(everyone.value.filter((user) => user.id !== myId.value && !known.has(user.id)));
  return html`
    ${others.slice(0, LISTED_PEOPLE).map((user) => h(Guard, { key: user.id, of: PersonLink, plain: PlainRow, words: user.name, user }))}
    ${others.length > LISTED_PEOPLE && html`<li><button type="button" class="link" tabindex="-1" onClick=${openNew}>
      ${h(Icon, { name: "people" })}<span class="name">${t("sidebar.everyone", { n: others.length })}</span></button></li>`}
    ${known.size + others.length === 0 && html`<li class="nobody">${t("sidebar.nobody")}</li>`}`;
}

/** @param {any} room */
const drawRoom = (room) => h(Guard, { key: room.id, of: RoomLink, plain: PlainRoom, room });

/** A row that failed to draw still links to its room. @param {{room: any}} props */
const PlainRoom = ({ room }) => html`<li><a class="link" href=${`/r/${room.id}`}><span class="name">${room.name ?? room.id}</span></a></li>`;

/** @param {{room: any}} props */
function RoomLink({ room }) {
  const { count, forMe, unread } = badge(room);
  const isCurrent = useMemo(() => computed(() => route.value.room === room.id), [room.id]).value;
  const isBegun = useMemo(() => computed(() => drafted.value.has(room.id)), [room.id]).value;
  return html`<li><a class="link" href=${`/r/${room.id}`} tabindex="-1" data-room=${room.id} aria-current=${isCurrent ? "page" : undefined} data-unread=${unread ? "" : undefined}>
    ${h(RoomMark, { room })}
    <span class="name"><bdi>${titleOf(room)}</bdi>${phone.value && h(Preview, { room })}</span>
    ${isBegun && !isCurrent && html`<span class="pen">${h(Icon, { name: "edit", small: true, label: t("sidebar.draft") })}</span>`}
    ${phone.value && h(When, { room })}
    ${room.kind === "direct" && h(StatusMark, { id: otherOf(room) ?? "" })}
    ${h(Count, { count, forMe })}
  </a></li>`;
}

/** @param {{room: any}} props */
function Preview({ room }) {
  const line = room.last_message;
  const isTyped = useMemo(() => computed(() => typists(room.id).length > 0), [room.id]).value;
  if (isTyped) return html`<span class="preview">${t("sidebar.typing")}</span>`;
  if (!line) return html`<span class="preview">${room.topic}</span>`;
  return html`<span class="preview" dir="auto">${said(line, room, line.deleted ? t("message.deleted") : previewOf(line))}</span>`;
}

/** @param {any} line @param {any} room @param {string} text */
function said(line, room, text) {
  if (line.sender_id === myId.value) return t("sidebar.you_said", { text });
  return room.kind === "direct" && otherOf(room) ? text : t("sidebar.said", { name: nameOf(line.sender_id), text });
}

/** @param {{room: any}} props */
function When({ room }) {
  const iso = lastTime(room);
  return iso ? html`<time class="when" datetime=${iso}>${shortWhen(iso)}</time>` : html`<span class="when"></span>`;
}

/** Leads to my own place. It is made when it is first opened, and once something is in it, it is a room like others. */
function OwnPlace() {
  if (me.value.read_only || [...rooms.value.values()].some((room) => isNotes(room) && (room.last_seq > 0 || room.id === route.value.room))) return null;
  return h(PersonRow, { id: myId.value }, h(Icon, { name: "smartphone" }), h(Name, { name: t("room.notes"), below: t("room.notes_hint") }));
}

/** @param {{user: any}} props */
const PersonLink = ({ user }) => h(PersonRow, { id: user.id }, h(PresenceAvatar, { id: user.id, name: user.name, tiny: true }), h(Name, { name: user.name, below: presenceLabel(presenceOf(user.id).value) }), h(StatusMark, { id: user.id }));

/** @param {{name: string, below: string}} props below: shown on a phone */
const Name = ({ name, below }) => html`<span class="name"><bdi>${name}</bdi>${phone.value && html`<span class="preview" aria-hidden="true">${below}</span>`}</span>`;

/** @param {{id: string, children?: any}} props */
function PersonRow({ id, children }) {
  const open = () => syncLayer().then((on) => on.openDirect([id]));
  return html`<li><button type="button" class="link" tabindex="-1" data-person=${id} onClick=${open}>${children}</button></li>`;
}
