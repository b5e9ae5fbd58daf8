/** The sidebar: the office, the lists of rooms and people, and the address to read out at the foot. */

import { h, html } from "../html.js";
import { t } from "../lib/i18n.js";
import { everyone, isOnline, isPresenceUnsure, online } from "../store/people.js";
import { newConcerns, openSearch } from "../store/own_data.js";
import { openLazily, route, whenLoaded } from "../store/route.js";
import { frontDesk, isGuest, me, office, officeIdentity, channel } from "../store/session.js";
import { phone } from "../store/viewport.js";
import { ConnectionStatus } from "./connection_status.js";
import { Count, Icon, IconButton, channelIcon, channelLabel } from "./parts.js";
import { Lists, openNew } from "./sidebar_lists.js";

const offices = () => import("../features/signin/other_offices.js");
const invite = () => import("../features/invite/invite_dialog.js");
const secure = () => import("../features/settings/secure_mode.js");

const turn = () => import("../features/frontdesk/turn.js");

const lockDesk = () => whenLoaded(turn, (module) => module.lock());
const openOffices = () => openLazily(offices, "OfficesDialog");
/** Opens the invite panel. */
export const openInvite = () => openLazily(invite, "InviteDialog");
const openSecure = () => openLazily(secure, "SecureDialog");

/** @param {{inert?: boolean}} props inert: below a page that covers it, on a phone */
export function Sidebar({ inert = false }) {
  const isMain = phone.value;
  const inner = html`
    ${h(Brand, null)}
    <button type="button" class="jump" onClick=${() => openSearch(null)}>
      ${h(Icon, { name: "search", small: true })}<span>${t("sidebar.jump")}</span><kbd aria-hidden="true">${t("sidebar.jump_keys")}</kbd>
    </button>
    ${h(MineLink, null)}
    ${h(Lists, null)}
    ${isMain && h(ConnectionStatus, null)}
    ${isMain ? h(Foot, null) : html`<div class="foot">${h(Foot, null)}${h(ChannelButton, null)}</div>`}`;
  if (isMain) return html`<main class="side" id="messages" inert=${inert}><nav aria-label=${t("sidebar.label")}>${inner}</nav></main>`;
  return html`<nav class="side" aria-label=${t("sidebar.label")}>${inner}</nav>`;
}

/** Leads to what concerns this person. It shows a number only when there is something new. */
const MineLink = () => html`<a class="link mine-link" href="/mine" aria-current=${route.value.view === "mine" ? "page" : undefined} data-unread=${newConcerns.value > 0 ? "" : undefined}>
  ${h(Icon, { name: "at" })}<span class="name">${t("mine.title")}</span>${h(Count, { count: newConcerns.value, forMe: true })}</a>`;

function Brand() {
  return html`<div class="brand">
    <span class="mark">${h(Icon, { name: "mark" })}</span>
    <h1 class="house"><button type="button" class="house-button" title=${t("offices.title")} aria-haspopup="dialog" onClick=${openOffices}><bdi>${office.value.name}</bdi></button></h1>
    ${phone.value && h(ChannelButton, null)}
    ${frontDesk.value && h(IconButton, { icon: "lock", label: t("desk.lock"), onClick: lockDesk })}
    <a class="icon-button" href="/settings" aria-label=${t("sidebar.settings")} title=${t("sidebar.settings")}>${h(Icon, { name: "settings" })}</a>
    ${!me.value.read_only && h(IconButton, { icon: "new", label: t("sidebar.new"), onClick: openNew })}
  </div>`;
}

/** Shows how this page reaches the host. In a wide window it stands at the foot, because there is no room beside the office's name. */
const ChannelButton = () => h(IconButton, { icon: channelIcon(), class: "channel-button", label: channelLabel(), "data-channel": channel, "aria-haspopup": "dialog", onClick: openSecure });

/** The address that a colleague types: the one of this page, or on the host itself the first one of the office. It is "" if nobody else could reach it. */
function spokenAddress() {
  if (channel !== "host" && location.hostname !== "localhost") return location.host;
  const { addresses } = officeIdentity.value;
  const first = addresses.find((address) => /^https?:\/\/\d/.test(address)) ?? addresses[0];
  return first ? new URL(first).host : "";
}

/** Where it is too wide, an address breaks before its port. @param {string} address */
function breakable(address) {
  const [, host, port] = /^(.*?)(:\d+)?$/.exec(address) ?? [];
  return html`${host}<wbr />${port}`;
}

/** The address to read out, and who is here. It opens the invite panel, except for guests. */
function Foot() {
  const address = spokenAddress();
  const here = isPresenceUnsure() && online.value !== null ? online.value : everyone.value.filter((user) => isOnline(user.id)).length;
  const invites = !isGuest.value && html`<span class=${address ? "hidden" : ""}>${t("sidebar.invite")} </span>`;
  const words = html`${h(Icon, { name: "qr" })}<span><b>${invites}<bdi dir="ltr">${breakable(address)}</bdi></b>${t("sidebar.people_here", { n: Math.max(here, 1) })}</span>`;
  if (isGuest.value) return address ? html`<p class="here">${words}</p>` : null;
  return html`<button type="button" class="here" onClick=${openInvite}>${words}</button>`;
}
