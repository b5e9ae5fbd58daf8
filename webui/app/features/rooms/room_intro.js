/** The introduction at the beginning of a room: what it is for and what to do first. In an office of one person it says how to invite others. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { everyone, isNotes, members, nameOf, otherOf, titleOf } from "../../store/people.js";
import { readOnlyHere, rooms } from "../../store/rooms.js";
import { openLazily } from "../../store/route.js";
import { isGuest, office } from "../../store/session.js";
import { Heading, Icon, RoomMark } from "../../ui/parts.js";
import { openDetails } from "../../ui/open_details.js";
import { openInvite } from "../../ui/sidebar.js";
import { InviteCard } from "../invite/invite_card.js";

const panel = () => import("./room_details.js");

/** A room with more messages than this is in use, and its members need no hints. */
const NEW_ROOM_MESSAGES = 10;

/** @param {{id: string}} props */
export function RoomIntro({ id }) {
  const room = rooms.value.get(id);
  if (!room) return null;
  if (room.home && everyone.value.length < 2) return html`<section class="intro invite-card" aria-labelledby="intro-title">${h(Heading, { level: 2, id: "intro-title" }, t("intro.welcome"))}${h(InviteCard, null)}</section>`;
  return html`<section class="greeting" aria-label=${t("intro.label")}>
    <span class="greeting-mark" aria-hidden="true">${h(RoomMark, { room })}</span>
    ${room.kind === "direct" ? h(DirectGreeting, { room }) : h(RoomGreeting, { room })}
  </section>`;
}

/** @param {{room: any}} props */
function DirectGreeting({ room }) {
  const words = isNotes(room) ? t("intro.notes") : t("intro.direct", { name: otherOf(room) ? nameOf(otherOf(room)) : titleOf(room) });
  return html`<p class="greeting-title"><bdi>${titleOf(room)}</bdi></p><p>${words}</p>`;
}

/** @param {{room: any}} props */
function RoomGreeting({ room }) {
  const usual = room.home ? t("intro.home_text", { office: office.value.name }) : t("intro.room_text");
  return html`
    <p class="greeting-title">${t("intro.room", { room: titleOf(room) })}</p>
    <p>${room.topic ? html`<bdi>${room.topic}</bdi>` : usual}</p>
    ${room.last_seq <= NEW_ROOM_MESSAGES && h(FirstSteps, { room })}`;
}

/** @param {{room: any}} props */
function FirstSteps({ room }) {
  const steps = stepsFor(room);
  if (steps.length === 0) return null;
  return html`<ul aria-label=${t("intro.first_steps")}>${steps.map(([icon, label, onClick]) => html`<li key=${icon}>
    <button type="button" class="button" onClick=${onClick}>${h(Icon, { name: icon, small: true })}${label}</button></li>`)}</ul>`;
}

/** @param {any} room @returns {[string, string, () => void][]} icon, words and what it does */
function stepsFor(room) {
  if (readOnlyHere.value) return [];
  /** @type {[string, string, () => void][]} */
  const steps = [];
  if (!isGuest.value) {
    if (room.home) steps.push(["qr", t("intro.invite"), openInvite]);
    else steps.push(["person", t("intro.add_people"), () => openLazily(panel, "AddPeople", { id: room.id })]);
    if (!room.topic) steps.push(["edit", t("intro.set_topic"), () => openDetails(room.id, true)]);
  }
  const isAlone = (members.value.get(room.id)?.size ?? room.member_count) < 2;
  if (room.last_seq === 0 && !isAlone) steps.push(["up", t("intro.write"), write]);
  return steps;
}

/** The composer is a part of the same room, further down. */
const write = () => /** @type {HTMLElement | null} */ (document.querySelector(".composer textarea"))?.focus();
