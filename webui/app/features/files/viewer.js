/** Pictures and videos large, over the page: with zoom, and through all pictures of the room. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { previewOf } from "../../lib/formatting/preview.js";
import { percent, series, t } from "../../lib/i18n.js";
import { clock, dayName } from "../../lib/time.js";
import { replying } from "../../store/editing.js";
import { nameOf, titleOf } from "../../store/people.js";
import { readOnlyHere, rooms } from "../../store/rooms.js";
import { closeOverlay, openLazily, openOverlay } from "../../store/route.js";
import { me } from "../../store/session.js";
import { syncLayer } from "../../store/sync_layer.js";
import { heldMessage } from "../../store/timelines.js";
import { phone } from "../../store/viewport.js";
import { Dialog } from "../../ui/dialog.js";
import { Avatar, Icon, IconButton } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { copyPicture } from "./copy_picture.js";
import { FileIcon } from "../shared/file_icon.js";
import { checkLink, downloadOf, keyOfFile, pictureOf } from "./links.js";
import { shownName } from "./names.js";
import { PictureImage } from "./picture_image.js";
import { printPicture, removeSheet } from "./print_file.js";
import { useRoomPictures } from "./room_pictures.js";
import { Stage } from "./stage.js";
import { STEP, WHOLE, mostScale, zoomAt } from "./zoom.js";

void loadStyleSheet("features/viewer");

const forward = () => import("../contents/forward_dialog.js");

/** @param {any} message @param {any} attachment */
export const openViewer = (message, attachment) => openOverlay(Viewer, { message, first: keyOfFile(attachment) });

/** @typedef {import("./room_pictures.js").Shown} Shown */

/** It closes when the picture that it shows is deleted. @param {{message: any, first: string}} props first: the key of the picture that is shown first */
function Viewer({ message, first }) {
  const [key, setKey] = useState(first);
  const all = useRoomPictures(message, key);
  const at = all.findIndex(({ picture }) => keyOfFile(picture) === key);
  useEffect(() => {
    if (at < 0) void closeOverlay();
  }, [at < 0]);
  return at < 0 ? null : h(OnePicture, { message, all, at, setKey });
}

/** @param {{message: any, all: Shown[], at: number, setKey: (key: string | ((now: string) => string)) => void}} props at: the place of the one that is shown */
function OnePicture({ message, all, at, setKey }) {
  const [view, setView] = useState(WHOLE);
  const shown = all[at];
  const show = (/** @type {Shown} */ next) => {
    setView(WHOLE);
    setKey(keyOfFile(next.picture));
  };
  // A second press may come before the first one is drawn, and counts from where that leads.
  const step = (/** @type {number} */ by) => {
    setView(WHOLE);
    setKey((now) => keyOfFile((all[all.findIndex(({ picture }) => keyOfFile(picture) === now) + by] ?? shown).picture));
  };
  const turn = (/** @type {"left" | "right" | "close"} */ way) => (way === "close" ? void closeOverlay() : step((way === "left") === isLeftToRight() ? -1 : 1));
  const zoom = (/** @type {number} */ factor) => setView((now) => (factor === 0 ? WHOLE : afterStep(now, factor, mostScale(shown.picture))));
  const isVideo = shown.picture.kind === "video";
  useKeys(turn, isVideo ? () => {} : zoom);
  useEffect(() => removeSheet, []);
  const source = useMessage(shown, message);
  usePreload([all[at + 1], all[at - 1]]);
  return html`<${Dialog} title=${t("viewer.title", { room: titleOf(rooms.value.get(shown.room_id) ?? {}) })} kind="viewer" bare>
    <header class="viewer-top">
      ${phone.value && h(IconButton, { icon: "x", label: t("action.close"), onClick: closeOverlay })}
      ${!phone.value && h(Avatar, { id: shown.sender_id, name: nameOf(shown.sender_id) })}
      <p class="viewer-who"><b><bdi>${nameOf(shown.sender_id)}</bdi></b>${h(Where, { shown, source })}</p>
      ${!phone.value && h(Tools, { shown, source, view, zoom: isVideo ? null : zoom })}
    </header>
    <div class="viewer-middle">
      ${h(Stage, { key: keyOfFile(shown.picture), picture: shown.picture, view, onView: setView, onTurn: turn })}
      ${at > 0 && html`<button type="button" class="icon-button turn back-turn" aria-label=${t("viewer.previous")} title=${t("viewer.previous")} onClick=${() => step(-1)}>${h(FileIcon, { name: "left", turns: true })}</button>`}
      ${at < all.length - 1 && html`<button type="button" class="icon-button turn next-turn" aria-label=${t("viewer.next")} title=${t("viewer.next")} onClick=${() => step(1)}>${h(FileIcon, { name: "right", turns: true })}</button>`}
    </div>
    <div class="viewer-foot">
      ${source?.body && html`<p class="viewer-words" dir="auto">${previewOf(source, 240)}</p>`}
      ${h(Strip, { all, shown, onShow: show })}
      ${phone.value && h(Acts, { shown, source })}
    </div>
    <p class="hidden" role="status">${sentenceOf(shown, source)}</p>
  <//>`;
}

const isLeftToRight = () => getComputedStyle(document.documentElement).direction !== "rtl";

/** A step around the middle; out of sight nothing is lost. @param {import("./zoom.js").View} view @param {number} factor @param {number} most */
const afterStep = (view, factor, most) => {
  const next = zoomAt(view, factor, { x: 0, y: 0 }, most);
  return next.scale === 1 ? WHOLE : next;
};

/** @param {(way: "left" | "right") => void} turn @param {(factor: number) => void} zoom */
function useKeys(turn, zoom) {
  const acts = useRef({ turn, zoom });
  // What is drawn already answers to keys at once.
  acts.current = { turn, zoom };
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      const { turn, zoom } = acts.current;
      if (event.altKey || event.ctrlKey || event.metaKey || /** @type {Element} */ (event.target).matches?.("video")) return;
      const act = { ArrowLeft: () => turn("left"), ArrowRight: () => turn("right"), "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: () => zoom(0) }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

/** Loads the pictures on both sides, so that a swipe shows them at once. @param {(Shown | undefined)[]} near */
function usePreload(near) {
  const wanted = near.map((one) => one?.picture.kind === "image" && one.picture.state !== "fresh" && pictureOf(one.picture)).filter(Boolean);
  useEffect(() => wanted.forEach((src) => Object.assign(new Image(), { src })), [wanted.join(" ")]);
}

/** The message of a picture: the page's own, or the host's. @param {Shown} shown @param {any} first */
function useMessage({ message_id: id }, first) {
  const [fetched, setFetched] = useState(first);
  useEffect(() => {
    let isWanted = true;
    if (id && id !== fetched?.id && !heldMessage(id)) void syncLayer().then((on) => on.messageById(id)).then((found) => isWanted && setFetched(found));
    return () => {
      isWanted = false;
    };
  }, [id]);
  return (id && heldMessage(id)) ?? (fetched?.id === id ? fetched : null);
}

/** Which one of its message's pictures it is. @param {Shown} shown @param {any} source */
function placeOf(shown, source) {
  const own = source?.attachments?.filter((/** @type {any} */ one) => one.kind === "image" || one.kind === "video") ?? [];
  const at = own.findIndex((/** @type {any} */ one) => one.id === shown.picture.id);
  return own.length > 1 && at >= 0 ? t("viewer.of", { n: at + 1, total: own.length }) : "";
}

/** What a screen reader says of it. @param {Shown} shown @param {any} source */
function sentenceOf(shown, source) {
  const person = nameOf(shown.sender_id);
  const by = shown.picture.kind === "video" ? t("viewer.video_by", { person }) : t("viewer.photo_by", { person });
  return series([by, placeOf(shown, source), shownName(shown.picture.name)]);
}

/** @param {{shown: Shown, source: any}} props */
function Where({ shown, source }) {
  const room = rooms.value.get(shown.room_id);
  const parts = [!phone.value && room && titleOf(room), `${dayName(shown.created_at)} ${clock(shown.created_at)}`, placeOf(shown, source)];
  return html`<span><bdi>${parts.filter(Boolean).join(" · ")}</bdi></span>`;
}

/** @param {Shown} shown */
const showInRoom = (shown) => closeOverlay().then(() => syncLayer()).then((on) => on.showMessage(shown.room_id, shown.message_id));
/** @param {any} source */
const forwardIt = (source) => closeOverlay().then(() => openLazily(forward, "ForwardDialog", { message: source }));
/** @param {any} source */
const reply = (source) => closeOverlay().then(() => (replying.value = source));

/** @param {any} source @returns {boolean} whether it may be forwarded */
const mayForward = (source) => Boolean(source?.id) && !source.deleted && !me.value.read_only;

/** @param {{shown: Shown, source: any, view: import("./zoom.js").View, zoom: ((factor: number) => void) | null}} props */
function Tools({ shown, source, view, zoom }) {
  const { picture } = shown;
  return html`<div class="viewer-tools">
    ${zoom && html`<button type="button" class="icon-button" aria-label=${t("viewer.zoom_out")} title=${t("viewer.zoom_out")} disabled=${view.scale <= 1} onClick=${() => zoom(1 / STEP)}>${h(FileIcon, { name: "zoom-out" })}</button>
      <output class="viewer-scale" aria-label=${t("viewer.scale")}>${percent(view.scale)}</output>
      <button type="button" class="icon-button" aria-label=${t("viewer.zoom_in")} title=${t("viewer.zoom_in")} onClick=${() => zoom(STEP)}>${h(FileIcon, { name: "zoom-in" })}</button><i></i>`}
    ${shown.message_id && h(IconButton, { icon: "thread", label: t("viewer.in_room"), onClick: () => showInRoom(shown) })}
    ${mayForward(source) && h(IconButton, { icon: "forward", turns: true, label: t("forward.title"), onClick: () => forwardIt(source) })}
    ${zoom && h(IconButton, { icon: "copy", label: t("files.copy_picture"), onClick: () => copyPicture(picture) })}
    ${zoom && h(IconButton, { icon: "print", label: t("files.print"), onClick: () => printPicture(picture) })}
    <a class="icon-button" href=${downloadOf(picture)} download=${picture.name} aria-label=${t("files.download")} title=${t("files.download")} onClick=${checkLink}>${h(FileIcon, { name: "download" })}</a><i></i>
    ${h(IconButton, { icon: "x", label: t("action.close"), onClick: closeOverlay })}
  </div>`;
}

/** The same at the foot of a phone. @param {{shown: Shown, source: any}} props */
const Acts = ({ shown, source }) => html`<div class="viewer-acts">
  <a href=${downloadOf(shown.picture)} download=${shown.picture.name} onClick=${checkLink}>${h(FileIcon, { name: "download" })}${t("viewer.save")}</a>
  ${mayForward(source) && html`<button type="button" onClick=${() => forwardIt(source)}>${h(Icon, { name: "forward", turns: true })}${t("viewer.forward")}</button>`}
  ${source?.id && !readOnlyHere.value && html`<button type="button" onClick=${() => reply(source)}>${h(Icon, { name: "reply", turns: true })}${t("action.reply")}</button>`}
  ${shown.picture.kind === "image" && html`<button type="button" onClick=${() => copyPicture(shown.picture)}>${h(Icon, { name: "copy" })}${t("viewer.copy")}</button>`}
  ${shown.message_id && html`<button type="button" onClick=${() => showInRoom(shown)}>${h(Icon, { name: "thread" })}${t("viewer.room")}</button>`}
</div>`;

/** So many pictures stand in the strip, around the one that is shown. */
const STRIP = 9;

/** @param {{all: Shown[], shown: Shown, onShow: (shown: Shown) => void}} props */
function Strip({ all, shown, onShow }) {
  const at = all.indexOf(shown);
  const from = Math.max(0, Math.min(at - (STRIP >> 1), all.length - STRIP));
  const strip = useRef(/** @type {any} */ (null));
  useEffect(() => strip.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [at, all.length]);
  if (all.length < 2) return null;
  return html`<ul class="viewer-strip" ref=${strip} aria-label=${t("viewer.strip")}>${all.slice(from, from + STRIP).map((one) => html`<li key=${keyOfFile(one.picture)}>
    <button type="button" aria-current=${one === shown ? "true" : undefined} aria-label=${shownName(one.picture.name)} onClick=${() => onShow(one)}>${h(PictureImage, { picture: { ...one.picture, preview: undefined } })}</button></li>`)}</ul>`;
}
