/** The files of a room, beside it: pictures, documents, voice notes and links, by person and by date. */

import { h, html, useLayoutEffect, useMemo, useRef, useState } from "../../../html.js";
import { t } from "../../../lib/i18n.js";
import { dayName, lengthText, moment } from "../../../lib/time.js";
import { nameOf, titleOf } from "../../../store/people.js";
import { rooms } from "../../../store/rooms.js";
import { syncLayer } from "../../../store/sync_layer.js";
import { Heading, IconButton, rowsOf } from "../../../ui/parts.js";
import { PanelFrame } from "../../shared/panel_frame.js";
import { loadStyleSheet } from "../../shared/style_sheet.js";
import { FileRow } from "../file_row.js";
import { Voice } from "../attachments.js";
import { openViewer } from "../acts.js";
import { shownName } from "../names.js";
import { PictureImage } from "../picture_image.js";
import { keyOf } from "./file_window.js";
import { Filters } from "./filters.js";
import { useRoomFiles } from "./room_files.js";

void loadStyleSheet("features/files");
void loadStyleSheet("features/viewer");

/** @param {{id: string}} props id: of the room */
export function FilesPanel({ id }) {
  const [kind, setKind] = useState("picture");
  const [filter, setFilter] = useState({ by: "", words: "", until: "" });
  const room = rooms.value.get(id);
  const tabs = [["picture", t("files.tab_pictures")], ["document", t("files.tab_documents")], ["link", t("files.tab_links")], ["voice", t("files.tab_voice")]];
  return html`<${PanelFrame} title=${t("files.title")} note=${room && t("thread.in", { room: titleOf(room) })}>
    <div class="files-head">
      <div class="files-tabs" role="tablist" aria-label=${t("files.title")} onKeyDown=${moveTab}>${tabs.map(([value, words]) => html`<button key=${value} type="button" role="tab" id=${`files-${value}`} aria-selected=${String(value === kind)} aria-controls="files-list" tabIndex=${value === kind ? 0 : -1} onClick=${() => setKind(value)}>${words}</button>`)}</div>
      ${h(Filters, { key: id, room, filter, onChange: setFilter })}
    </div>
    <div id="files-list" role="tabpanel" aria-labelledby=${`files-${kind}`}>${h(List, { key: [id, kind, ...Object.values(filter)].join(" "), id, wanted: { kind, ...filter } })}</div>
  <//>`;
}

/** The arrow keys move between tabs. @param {KeyboardEvent} event */
function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const way = getComputedStyle(/** @type {Element} */ (event.currentTarget)).direction === "rtl" ? -step : step;
  const tabs = /** @type {HTMLElement[]} */ ([.../** @type {Element} */ (event.currentTarget).children]);
  const next = tabs[(tabs.indexOf(/** @type {HTMLElement} */ (event.target)) + way + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
}

/** @param {{id: string, wanted: import("./room_files.js").Wanted}} props */
function List({ id, wanted }) {
  const { held: { rows, older, newer }, isBusy, problem, loadOlder, loadNewer } = useRoomFiles(id, wanted);
  const list = useRef(/** @type {any} */ (null));
  const days = useMemo(() => byDay(rows), [rows]);
  const keep = useKeptPlace(list, rows);
  const more = (/** @type {() => void} */ load, /** @type {"first" | "last"} */ end) => () => {
    keep(end);
    load();
  };
  return html`<div ref=${list}>${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${rows.length === 0 && !isBusy && !problem && html`<p class="note none">${wanted.words || wanted.by || wanted.until ? t("files.none_found") : t("files.none")}</p>`}
    ${newer && html`<button type="button" class="button wide-button" aria-busy=${String(isBusy)} onClick=${more(loadNewer, "first")}>${t("files.later")}</button>`}
    ${days.map(([day, some]) => html`<section key=${day} class="files-day"><${Heading} level=${2}>${day}<//>
      <ul class=${wanted.kind === "picture" ? "files-pictures" : "files-rows"}>${rowsOf(some, keyOf, (one) => h(Found, { one, kind: wanted.kind, roomId: id }), (one) => one.name ?? one.url)}</ul></section>`)}
    ${older && html`<button type="button" class="button wide-button" aria-busy=${String(isBusy)} onClick=${more(loadOlder, "last")}>${t("files.earlier")}</button>`}</div>`;
}

/** Keeps the first or the last row where it is seen, while rows are added at one end and go at the other. @param {{current: HTMLElement | null}} list @param {any[]} rows */
function useKeptPlace(list, rows) {
  const kept = useRef(/** @type {{row: Element, top: number} | null} */ (null));
  useLayoutEffect(() => {
    const { row, top } = kept.current ?? {};
    kept.current = null;
    const scroller = list.current?.closest(".fill");
    if (row?.isConnected && scroller) scroller.scrollTop += row.getBoundingClientRect().top - /** @type {number} */ (top);
  }, [rows]);
  return (/** @type {"first" | "last"} */ end) => {
    const all = list.current?.querySelectorAll("li") ?? [];
    const row = all[end === "first" ? 0 : all.length - 1];
    kept.current = row ? { row, top: row.getBoundingClientRect().top } : null;
  };
}

/** @param {any[]} files @returns {[string, any[]][]} */
function byDay(files) {
  /** @type {Map<string, any[]>} */
  const days = new Map();
  for (const one of files) days.set(dayName(one.created_at), [...(days.get(dayName(one.created_at)) ?? []), one]);
  return [...days];
}

/** @param {{one: any, kind: string, roomId: string}} props */
function Found({ one, kind, roomId }) {
  const message = { id: one.message_id, room_id: roomId, seq: one.seq, sender_id: one.sender_id, created_at: one.created_at, attachments: [one], body: "" };
  if (kind === "picture") return html`<li><button type="button" class="picture" aria-haspopup="dialog" title=${moment(one.created_at)} aria-label=${t("files.by_person", { name: shownName(one.name), person: nameOf(one.sender_id) })} onClick=${() => openViewer(message, one)}>
    ${h(PictureImage, { picture: { ...one, preview: undefined } })}${one.duration_ms > 0 && html`<span class="picture-note">${lengthText(one.duration_ms)}</span>`}</button></li>`;
  const show = () => syncLayer().then((on) => on.showMessage(roomId, one.message_id));
  return html`<li>${kind === "link" ? h(Link, { one }) : h(one.kind === "voice" ? Voice : FileRow, { file: one, message })}
    <p class="files-from"><bdi>${nameOf(one.sender_id)}</bdi>${h(IconButton, { icon: "thread", small: true, label: t("viewer.in_room"), onClick: show })}</p></li>`;
}

/** @param {{one: any}} props */
const Link = ({ one }) => html`<a class="files-link" href=${one.url} target="_blank" rel="noopener noreferrer"><bdi dir="ltr">${one.url}</bdi></a>`;
