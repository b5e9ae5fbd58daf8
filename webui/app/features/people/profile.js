/** In the card of a person: their status, local time, the rooms in common, and since when they are here. */

import { h, html, useEffect, useState } from "../../html.js";
import { now, isQuiet, statusOf } from "../../lib/people/availability.js";
import { hourCycle, listed, locale, t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { rooms } from "../../store/rooms.js";
import { myId } from "../../store/session.js";
import { Icon, statusWords } from "../../ui/parts.js";
import { openStatus } from "./status_dialog.js";

/** How many rooms in common are named. */
const NAMED_ROOMS = 3;

/** @param {{user: any}} props */
export function Profile({ user }) {
  const [profile, setProfile] = useState(/** @type {any} */ (null));
  useEffect(() => {
    get(`/api/users/${user.id}/profile`).then(setProfile, () => null);
  }, [user.id]);
  const isMe = user.id === myId.value;
  return html`${h(StatusBox, { user })}
    ${profile && html`<dl class="profile">
      ${profile.time_zone && !isMe && html`<dt>${t("profile.local_time")}</dt><dd>${localTime(profile.time_zone)}</dd>`}
      ${profile.room_ids.length > 0 && !isMe && html`<dt>${t("profile.common")}</dt><dd>${roomNames(profile.room_ids)}</dd>`}
      <dt>${t("profile.member")}</dt><dd>${t("profile.since", { when: month(profile.created_at) })}</dd>
    </dl>`}
    ${isMe && html`<button type="button" class="button wide-button" aria-haspopup="dialog" onClick=${() => openStatus()}>${h(Icon, { name: "smile", small: true })}${t("status.title")}</button>`}`;
}

/** @param {{user: any}} props */
export function StatusBox({ user }) {
  const status = statusOf(user);
  if (status) return html`<p class="status-box"><span aria-hidden="true">${status.emoji || "💬"}</span><bdi>${statusWords(status)}</bdi></p>`;
  return isQuiet(user) ? html`<p class="status-box">${h(Icon, { name: "moon", small: true })}<span>${t("presence.quiet")}</span></p>` : null;
}

/** "12:58, same as yours" or "18:58, 6 hours ahead of you". @param {string} timeZone */
export function localTime(timeZone) {
  try {
    const words = new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit", hourCycle: hourCycle(), timeZone }).format(now.value);
    const minutes = offsetOf(timeZone) - offsetOf(undefined);
    const hours = new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(Math.abs(minutes) / 60);
    if (minutes === 0) return t("profile.same", { time: words });
    return minutes > 0 ? t("profile.ahead", { time: words, hours }) : t("profile.behind", { time: words, hours });
  } catch {
    return timeZone; // This browser does not know the zone.
  }
}

/** How many minutes the clocks of a zone are ahead of UTC now. @param {string | undefined} timeZone undefined: this device's */
function offsetOf(timeZone) {
  const parts = new Intl.DateTimeFormat("en", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" }).formatToParts(now.value);
  const { year, month: monthOf, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Math.round((Date.UTC(year, monthOf - 1, day, hour, minute) - Math.floor(now.value / 60_000) * 60_000) / 60_000);
}

/** @param {string[]} ids */
function roomNames(ids) {
  const names = ids.map((id) => rooms.value.get(id)?.name).filter(Boolean);
  const shown = names.slice(0, NAMED_ROOMS);
  const more = names.length - shown.length;
  return listed(more > 0 ? [...shown, t("profile.more_rooms", { n: more })] : shown);
}

/** @param {string} iso */
const month = (iso) => new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric" }).format(new Date(iso));
