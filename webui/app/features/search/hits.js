/** How what was found is drawn: words with marks, a message, and a row for anything that can be chosen. */

import { Fragment, h, html } from "../../html.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { locale, t } from "../../lib/i18n.js";
import { nearMark, pieces, piecesOfName } from "../../lib/queries/marked.js";
import { isolated } from "../../lib/text.js";
import { moment, shortWhen } from "../../lib/time.js";
import { isNotes, nameOf, titleOf } from "../../store/people.js";
import { badge, rooms } from "../../store/rooms.js";
import { myId } from "../../store/session.js";
import { Avatar, Count, Icon, Lazy } from "../../ui/parts.js";
import { PlaceMark } from "../rooms/place_mark.js";
import { placeOfRecent } from "./recent.js";

/** @param {{pieces: import("../../lib/queries/marked.js").Piece[]}} props */
const Marked = ({ pieces: all }) => h(Fragment, null, all.map(([text, isMarked], at) => (isMarked ? html`<mark key=${at}>${text}</mark>` : text)));

/** A room or a person. `text`: what was typed. @param {{place: import("../rooms/places.js").Place, text: string, hasTopic?: boolean}} props */
export function PlaceLine({ place, text, hasTopic = false }) {
  const { room, name } = place;
  const topic = hasTopic && room?.kind !== "direct" && room?.topic;
  return html`${h(PlaceMark, { place })}
    <b dir="auto">${h(Marked, { pieces: piecesOfName(name, text) })}</b>
    ${topic && html`<small class="search-topic" dir="auto">${topic}</small>`}${room && h(Count, badge(room))}`;
}

/** @param {{command: import("./commands.js").Command}} props */
export const CommandLine = ({ command: { icon, label } }) => html`${h(Icon, { name: icon })}<b>${label}</b>`;

/** @param {{search: import("../../lib/queries/recent_searches.js").Recent}} props */
export const RecentLine = ({ search }) => html`${h(Icon, { name: "clock" })}<b dir="auto">${search.text}</b><small>${placeOfRecent(search)}</small>`;

const files = () => import("../files/found_files.js").then((module) => module.FoundFiles);

/** How many letters stand before the first mark where a line is narrow, so that it is in the two lines that are shown. */
const BEFORE_MARK = 28;

/** The content of a result. `isHere`: the room is clear, because only one is searched. @param {{result: import("./search.js").Result, isHere?: boolean, isNarrow?: boolean}} props */
export function Said({ result: { message, snippet, marks, file_marks: fileMarks = [] }, isHere = false, isNarrow = false }) {
  const { sender_id: sender, created_at: at, room_id: roomId, attachments = [] } = message;
  const name = nameOf(sender);
  const shown = isNarrow ? nearMark(snippet, marks, BEFORE_MARK) : { text: snippet, marks };
  return html`${h(Avatar, { id: sender, name })}
    <span class="said-text">
      <span class="said-who"><b><bdi>${sender === myId.value ? t("search.you") : name}</bdi></b>${!isHere && html` <span>${placeOf(roomId, sender)}</span>`}</span>
      ${(snippet || attachments.length === 0) && html`<span class="said-words" dir="auto">${snippet ? h(Marked, { pieces: pieces(shown.text, shown.marks) }) : previewOf(message)}</span>`}
      ${attachments.length > 0 && h(Lazy, { load: files, files: attachments, marks: fileMarks })}
    </span>
    <time datetime=${at} title=${moment(at)}>${whenFound(at)}</time>`;
}

/** @param {string} roomId @param {string} sender */
function placeOf(roomId, sender) {
  const room = rooms.value.get(roomId);
  if (!room) return "";
  const title = isolated(titleOf(room));
  if (room.kind !== "direct" || isNotes(room)) return t("search.in_room", { room: title });
  return sender === myId.value ? t("search.to_person", { name: title }) : t("search.with_person", { name: title });
}

/** What is not of this year says its year. @param {string} at */
function whenFound(at) {
  const [day, now] = [new Date(at), new Date()];
  if (day.getFullYear() === now.getFullYear() || Number.isNaN(day.getTime())) return shortWhen(at);
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric" }).format(day);
}

/** Whether a result is still this person's to read. @param {import("./search.js").Result} result */
export const isReadable = ({ message }) => rooms.value.has(message.room_id);
