/** The lists of rooms and people, with what is unread, and the invite button at the foot. */

import { computed, h, html, useLayoutEffect, useMemo, useRef } from "../html.js";
import { t } from "../lib/i18n.js";
import { oneLine } from "../lib/text.js";
import { shortWhen } from "../lib/time.js";
import { drafted } from "../store/drafts.js";
import { everyone, nameOf, otherOf, presence, presenceOf, titleOf, typists } from "../store/people.js";
import { badge, inOrder, rooms } from "../store/rooms.js";
import { openLazily, route } from "../store/route.js";
import { isGuest, me, myId, office, channel } from "../store/session.js";
import { syncLayer } from "../store/sync_layer.js";
import { phone } from "../store/viewport.js";
import { ConnectionStatus } from "./connection_status.js";
import { Count, Avatar, Guard, Icon, IconButton, PresenceAvatar, presenceLabel, useGrowing, channelIcon, channelLabel, PlainRow } from "./parts.js";
import { RoomMark } from "./room_mark.js";

/** How many people without a conversation are listed. The full list is one click away. */
const LISTED_PEOPLE = 20;

const switcher = () => import("../features/rooms/quick_switcher.js");
const newChat = () => import("../features/rooms/new_conversation.js");
const offices = () => import("../features/signin/other_offices.js");
const invite = () => import("../features/invite/invite_dialog.js");
const browse = () => import("../features/rooms/browse_rooms.js");
const secure = () => import("../features/settings/secure_mode.js");
const everyoneModule = () => import("../features/people/everyone.js");

/** Opens the quick switcher. */
export const openSwitcher = () => openLazily(switcher, "QuickSwitcher");
const openNew = () => openLazily(newChat, "NewConversation");
const openOffices = () => openLazily(offices, "OfficesDialog");
/** Opens the invite panel. */
export const openInvite = () => openLazily(invite, "InviteDialog");
const openBrowse = () => openLazily(browse, "BrowseRooms");
const openSecure = () => openLazily(secure, "SecureDialog");
const openEveryone = () => openLazily(everyoneModule, "Everyone");

/** How far the list was scrolled, so that it is restored when the person comes back from a room on a phone. */
let scrolledTo = 0;
/** The least height of a row, pixels. */
const ROW_PX = 32;
/** Returns how many rows reach down to that position and a screen further. @param {number} px */
const rowsUpTo = (px) => Math.ceil(px / ROW_PX) + 32;

export function Sidebar() {
  const lists = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    // Reading the position of a list that is at its top would lay out the whole page once more.
    if (scrolledTo > 0) lists.current.scrollTop = scrolledTo;
  }, []);
  const isMain = phone.value;
  const inner = html`
    ${h(Brand, null)}
    <button type="button" class="jump" onClick=${openSwitcher}>
      ${h(Icon, { name: "search", small: true })}<span>${t("sidebar.jump")}</span><kbd aria-hidden="true">${t("sidebar.jump_keys")}</kbd>
    </button>
    <div class="lists" ref=${lists} onScroll=${(/** @type {any} */ event) => (scrolledTo = event.currentTarget.scrollTop)}>
      <h2 id="rooms-title">${t("sidebar.rooms")}${!isGuest.value && h(IconButton, { icon: "compass", small: true, label: t("sidebar.browse"), onClick: openBrowse })}</h2>
      ${h(RoomList, null)}
      <h2 id="people-title">${t("sidebar.people")}${h(IconButton, { icon: "people", small: true, label: t("everyone.title"), onClick: openEveryone })}</h2>
      ${h(PeopleList, null)}
    </div>
    ${isMain && h(ConnectionStatus, null)}
    ${isMain ? !isGuest.value && h(InviteButton, null) : html`<div class="foot">${!isGuest.value && h(InviteButton, null)}${h(ChannelButton, null)}</div>`}`;
  if (isMain) return html`<main class="side" id="messages"><nav aria-label=${t("sidebar.label")}>${inner}</nav></main>`;
  return html`<nav class="side" aria-label=${t("sidebar.label")}>${inner}</nav>`;
}

function Brand() {
  return html`<div class="brand">
    <span class="mark">${h(Icon, { name: "mark" })}</span>
    <h1 class="house"><button type="button" class="house-button" title=${t("offices.title")} aria-haspopup="dialog" onClick=${openOffices}><bdi>${office.value.name}</bdi></button></h1>
    ${phone.value && h(ChannelButton, null)}
    <a class="icon-button" href="/settings" aria-label=${t("sidebar.settings")} title=${t("sidebar.settings")}>${h(Icon, { name: "settings" })}</a>
    ${!me.value.read_only && h(IconButton, { icon: "new", label: t("sidebar.new"), onClick: openNew })}
  </div>`;
}

/** Shows how this page reaches the host. In a wide window it stands at the foot, because there is no room beside the office's name. */
const ChannelButton = () => h(IconButton, { icon: channelIcon(), class: "channel-button", label: channelLabel(), "data-channel": channel, "aria-haspopup": "dialog", onClick: openSecure });

const isListed = (/** @type {any} */ room) => room.involvement !== "hidden" || room.id === route.value.room;
const lastTime = (/** @type {any} */ room) => room.last_message?.created_at ?? "";

/** Sorts the newest first. Rooms with the same time keep their order. @param {any} a @param {any} b */
const byTime = (a, b) => (lastTime(a) === lastTime(b) ? 0 : lastTime(a) < lastTime(b) ? 1 : -1);

function RoomList() {
  const named = inOrder([...rooms.value.values()].filter((room) => room.kind !== "direct" && isListed(room)));
  // In a wide window a room keeps its place; on a phone the room with the newest message comes first, as in other
  // messengers.
  const listed = phone.value ? named.sort(byTime) : named;
  const drawn = useGrowing(listed.length, rowsUpTo(scrolledTo));
  return html`<ul aria-labelledby="rooms-title">${listed.slice(0, drawn).map(drawRoom)}</ul>`;
}

function PeopleList() {
  const direct = [...rooms.value.values()].filter((room) => room.kind === "direct" && isListed(room) && (room.last_seq > 0 || room.id === route.value.room));
  const known = new Set(direct.map(otherOf));
  const others = byPresence(everyone.value.filter((user) => user.id !== myId.value && !known.has(user.id)));
  const drawn = useGrowing(direct.length, rowsUpTo(scrolledTo));
  return html`<ul aria-labelledby="people-title">
    ${direct.sort(byTime).slice(0, drawn).map(drawRoom)}
    ${others.slice(0, LISTED_PEOPLE).map((user) => h(Guard, { key: user.id, of: PersonLink, plain: PlainRow, words: user.name, user }))}
    ${others.length > LISTED_PEOPLE && html`<li><button type="button" class="link" onClick=${openNew}>
      ${h(Icon, { name: "people" })}<span class="name">${t("sidebar.everyone", { n: others.length })}</span></button></li>`}
    ${known.size + others.length === 0 && html`<li class="nobody">${t("sidebar.nobody")}</li>`}
  </ul>`;
}

const RANK = /** @type {Record<string, number>} */ ({ online: 0, away: 1 });
/** Lists those who are here first. Within a group the order of names stays, so nothing is compared. @param {any[]} people */
function byPresence(people) {
  /** @type {any[][]} */
  const ranks = [[], [], []];
  for (const user of people) ranks[RANK[presence.value.get(user.id) ?? ""] ?? 2].push(user);
  return ranks.flat();
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
  return html`<li><a class="link" href=${`/r/${room.id}`} aria-current=${isCurrent ? "page" : undefined} data-unread=${unread ? "" : undefined}>
    ${h(RoomMark, { room })}
    <span class="name"><bdi>${titleOf(room)}</bdi>${phone.value && h(Preview, { room })}</span>
    ${isBegun && !isCurrent && html`<span class="pen">${h(Icon, { name: "edit", small: true, label: t("sidebar.draft") })}</span>`}
    ${phone.value && h(When, { room })}
    ${h(Count, { count, forMe })}
  </a></li>`;
}

/** @param {{room: any}} props */
function Preview({ room }) {
  const line = room.last_message;
  const isTyped = useMemo(() => computed(() => typists(room.id).length > 0), [room.id]).value;
  if (isTyped) return html`<span class="preview">${t("sidebar.typing")}</span>`;
  if (!line) return html`<span class="preview">${room.topic}</span>`;
  return html`<span class="preview" dir="auto">${sayer(line, room)}${line.deleted ? t("message.deleted") : oneLine(line.body)}</span>`;
}

/** @param {any} line @param {any} room */
function sayer(line, room) {
  if (line.sender_id === myId.value) return t("sidebar.you");
  return room.kind === "direct" && otherOf(room) ? "" : t("sidebar.sayer", { name: nameOf(line.sender_id) });
}

/** @param {{room: any}} props */
function When({ room }) {
  const iso = lastTime(room);
  return iso ? html`<time class="when" datetime=${iso}>${shortWhen(iso)}</time>` : html`<span class="when"></span>`;
}

/** @param {{user: any}} props */
function PersonLink({ user }) {
  const open = () => syncLayer().then((on) => on.openDirect([user.id]));
  return html`<li><button type="button" class="link" onClick=${open}>
    ${h(PresenceAvatar, { id: user.id, name: user.name, tiny: true })}
    <span class="name"><bdi>${user.name}</bdi>${phone.value && html`<span class="preview" aria-hidden="true">${presenceLabel(presenceOf(user.id).value)}</span>`}</span>
  </button></li>`;
}

function InviteButton() {
  return html`<button type="button" class="here" onClick=${openInvite}>
    ${h(Icon, { name: "qr" })}<span><b>${t("sidebar.invite")}</b>${t("sidebar.invite_how")}</span>
  </button>`;
}
