/** The menu beside the composer: what can be posted besides text. Other features open the same dialogs. */

import { h } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { scheduled } from "../../store/pending.js";
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

/** Opens the dialog that makes a poll. @param {string} roomId @param {string} [question] */
export const openNewPoll = (roomId, question) => openLazily(newPoll, "NewPoll", { roomId, question });

/** Opens the dialog that makes a checklist. @param {string} roomId @param {string} [title] */
export const openNewChecklist = (roomId, title) => openLazily(newChecklist, "NewChecklist", { roomId, title });

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

/** @param {{roomId: string, field: HTMLTextAreaElement, at: import("../shared/menu.js").Place}} props */
export function AddMenu({ roomId, field, at }) {
  /** @type {import("../shared/menu.js").Choice[]} */
  const choices = [
    [h(FileIcon, { name: "file" }), t("add.files"), () => pickFiles(roomId)],
    [h(FileIcon, { name: "mic" }), t("add.voice"), () => startVoice(roomId)],
    ["poll", t("add.poll"), () => openNewPoll(roomId)],
    ["checklist", t("add.checklist"), () => openNewChecklist(roomId)],
    ["clock", t("add.later"), () => openSchedule(roomId, field)],
  ];
  if (hasFolders() && !isTouch()) choices.splice(1, 0, ["folder", t("add.folder"), () => pickFolder(roomId)]);
  if (isTouch()) choices.unshift([h(FileIcon, { name: "image" }), t("add.gallery"), () => pickFiles(roomId, { accept: "image/*,video/*" })], [h(FileIcon, { name: "camera" }), t("add.camera"), () => pickFiles(roomId, { accept: "image/*,video/*", capture: true })]);
  if (mayBeUrgent(rooms.value.get(roomId))) choices.push(["alert", t("add.urgent"), () => openNewUrgent(roomId, { field })]);
  if (scheduled.value.length > 0) choices.push(["notes", t("add.scheduled", { n: scheduled.value.length }), openScheduledList]);
  return h(Menu, { title: t("composer.add"), at, choices });
}
