/** The menu beside the composer: what can be posted besides text. Other features open the same dialogs. */

import { h } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { roomOf, scheduled } from "../../store/pending.js";
import { rooms } from "../../store/rooms.js";
import { openLazily } from "../../store/route.js";
import { isGuest } from "../../store/session.js";
import { FileIcon } from "../shared/file_icon.js";
import { hasFolders, pickFiles, pickFolder } from "../sending/pick.js";
import { isTouch } from "../../ui/parts.js";
import { startVoice } from "../sending/start_voice.js";
import { Menu } from "../shared/menu.js";

const newPoll = () => import("../contents/new_poll.js");

const newChecklist = () => import("../contents/new_checklist.js");

/** Opens the dialog that makes a poll. @param {string} place @param {string} [question] */
export const openNewPoll = (place, question) => openLazily(newPoll, "NewPoll", { place, question });

/** Opens the dialog that makes a checklist. @param {string} place @param {string} [title] */
export const openNewChecklist = (place, title) => openLazily(newChecklist, "NewChecklist", { place, title });

const schedule = () => import("../contents/schedule_dialog.js");

/** Opens the dialog that schedules what is in the composer. @param {string} roomId @param {HTMLTextAreaElement} [field] */
export const openSchedule = (roomId, field) => openLazily(schedule, "ScheduleDialog", { roomId, field });

const scheduledList = () => import("../contents/scheduled_list.js");

/** Opens the list of my scheduled messages. */
export const openScheduledList = () => openLazily(scheduledList, "ScheduledList");

const newUrgent = () => import("../urgent/new_urgent.js");

/** Opens the dialog that sends an urgent message. @param {string} roomId @param {{text?: string, field?: HTMLTextAreaElement}} [from] */
export const openNewUrgent = (roomId, from = {}) => openLazily(newUrgent, "NewUrgent", { roomId, ...from });

/** Whether I may ask a room to confirm a message. @param {any} room */
export const mayBeUrgent = (room) => !isGuest.peek() && room?.member_count > 1;

/** @typedef {import("../shared/menu.js").Choice} Choice */

/** In a thread it has what a reply can be. @param {{place: string, field: HTMLTextAreaElement, at: import("../shared/menu.js").Place}} props place: a room, or a thread of it (store/pending.js) */
export function AddMenu({ place, field, at }) {
  const others = place === roomOf(place) ? roomChoices(place, field) : [];
  return h(Menu, { title: t("composer.add"), at, choices: [...fileChoices(place), ...contentChoices(place), ...others] });
}

/** Many phones open the camera only for pictures alone or for videos alone. @param {string} place @returns {Choice[]} */
function fileChoices(place) {
  /** @type {Choice[]} */
  const files = [[h(FileIcon, { name: "file" }), t("add.files"), () => pickFiles(place)]];
  /** @type {Choice[]} */
  const camera = [
    [h(FileIcon, { name: "image" }), t("add.gallery"), () => pickFiles(place, { accept: "image/*,video/*" })],
    [h(FileIcon, { name: "camera" }), t("add.photo"), () => pickFiles(place, { accept: "image/*", capture: true })],
    [h(FileIcon, { name: "video" }), t("add.video"), () => pickFiles(place, { accept: "video/*", capture: true })],
  ];
  if (isTouch()) files.unshift(...camera);
  else if (hasFolders()) files.push(["folder", t("add.folder"), () => pickFolder(place)]);
  return [...files, [h(FileIcon, { name: "mic" }), t("add.voice"), () => startVoice(place)]];
}

/** @param {string} place @returns {Choice[]} */
const contentChoices = (place) => [
  ["poll", t("add.poll"), () => openNewPoll(place)],
  ["checklist", t("add.checklist"), () => openNewChecklist(place)],
];

/** @param {string} roomId @param {HTMLTextAreaElement} field @returns {Choice[]} */
function roomChoices(roomId, field) {
  /** @type {Choice[]} */
  const choices = [["clock", t("add.later"), () => openSchedule(roomId, field)]];
  if (mayBeUrgent(rooms.value.get(roomId))) choices.push(["alert", t("add.urgent"), () => openNewUrgent(roomId, { field })]);
  if (scheduled.value.length > 0) choices.push(["notes", t("add.scheduled", { n: scheduled.value.length }), openScheduledList]);
  return choices;
}
