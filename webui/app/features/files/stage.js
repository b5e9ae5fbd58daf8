/** The stage of the viewer: one picture, which wheel, fingers and pointer enlarge and move. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { pictureOf } from "./links.js";
import { isGone } from "../shared/is_gone.js";
import { shownName } from "./names.js";
import { Video } from "./video.js";
import { WHOLE, keepInside, mostScale, pinch, swipeOf, tapScale, zoomAt } from "./zoom.js";

/** What every browser shows. Of others there is the host's picture. */
const SHOWN = ["image/jpeg", "image/png", "image/gif", "image/webp"];
/** From this scale on, the picture itself is loaded in place of the smaller one. */
const ORIGINAL_SCALE = 1.2;
const WHEEL_SHARE = 0.0022;
const DOUBLE_TAP_MS = 300;
/** A pointer that moved no further than this has pressed, pixels. */
const STILL_PX = 8;

/** @typedef {import("./zoom.js").View} View */

/** @param {{picture: any, view: View, onView: (view: View) => void, onTurn: (way: "left" | "right" | "close") => void}} props */
export function Stage({ picture, view, onView, onTurn }) {
  const stage = useRef(/** @type {any} */ (null));
  const moves = useRef(/** @type {any} */ (null));
  moves.current = { view, picture, onTurn, onView: (/** @type {View} */ next) => {
    // The next move may come before this one is drawn.
    moves.current.view = inside(stage.current, next);
    onView(moves.current.view);
  } };
  // Before it is painted, so that no touch of a picture that was turned to is lost.
  useLayoutEffect(() => (picture.kind === "video" ? undefined : follow(stage.current, moves)), [picture.kind]);
  if (picture.kind === "video") return html`<div class="stage">${h(Video, { key: picture.url, video: picture })}</div>`;
  return html`<div class="stage" ref=${stage} data-zoomed=${view.scale > 1 ? "" : undefined}>${h(Large, { key: `${picture.url} ${picture.state === "fresh"}`, picture, view })}</div>`;
}

/** @param {HTMLElement} stage @param {View} view */
function inside(stage, view) {
  const image = /** @type {HTMLElement | null} */ (stage?.querySelector("img"));
  return image ? keepInside(view, { width: image.offsetWidth, height: image.offsetHeight }, { width: stage.clientWidth, height: stage.clientHeight }) : view;
}

/** @param {{picture: any, view: View}} props */
function Large({ picture, view }) {
  const [isLarge, setLarge] = useState(picture.animated || !pictureOf(picture));
  const [failed, setFailed] = useState("");
  const { width, height, tiny, url, type } = picture;
  const mayEnlarge = SHOWN.includes(type) || !pictureOf(picture);
  useEffect(() => {
    if (view.scale >= ORIGINAL_SCALE && mayEnlarge) setLarge(true);
  }, [view.scale]);
  const source = isLarge && mayEnlarge ? url : pictureOf(picture);
  const onError = () => void isGone(source).then((gone) => setFailed(gone ? t("files.gone") : t("files.away")));
  // The host gives nothing of a picture before it has made the small ones; a file of this device is here.
  const isMaking = picture.state === "fresh" && !url.startsWith("blob:");
  if (failed || !source || isMaking) return html`<p class="stage-words" role="status">${failed || t("files.making")}</p>`;
  const ratio = width > 0 && height > 0 ? width / height : 1.5;
  return html`<img src=${source} alt=${shownName(picture.name)} draggable=${false} onError=${onError}
    style=${`--ratio:${ratio};--own:${width || 1600}px;transform:translate(${view.x}px,${view.y}px) scale(${view.scale});${tiny ? `--tiny:url("${tiny}")` : ""}`} />`;
}

/** Follows pointers and the wheel. @param {HTMLElement} stage @param {{current: any}} moves */
function follow(stage, moves) {
  const until = new AbortController();
  const hand = new Hand(stage, moves);
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) => stage.addEventListener(type, act, { signal: until.signal, passive: false });
  on("wheel", (event) => hand.wheel(event));
  on("pointerdown", (event) => hand.down(event));
  on("pointermove", (event) => hand.move(event));
  on("pointerup", (event) => hand.up(event, true));
  on("pointercancel", (event) => hand.up(event, false));
  return () => until.abort();
}

/** What the pointers on the stage do. */
class Hand {
  /** @param {HTMLElement} stage @param {{current: any}} moves */
  constructor(stage, moves) {
    this.stage = stage;
    this.moves = moves;
    /** Where each pointer is. @type {Map<number, {x: number, y: number}>} */
    this.pointers = new Map();
    this.start = { x: 0, y: 0, at: 0, wasPinch: false };
    this.lastTap = 0;
  }

  /** @param {MouseEvent} event */
  point({ clientX, clientY }) {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const { view, picture, onView } = this.moves.current;
    onView(zoomAt(view, Math.exp(-event.deltaY * (event.deltaMode ? 16 : 1) * WHEEL_SHARE * (event.ctrlKey ? 4 : 1)), this.point(event), mostScale(picture)));
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button !== 0) return;
    this.stage.setPointerCapture(event.pointerId);
    const point = this.point(event);
    this.pointers.set(event.pointerId, point);
    this.start = { ...point, at: event.timeStamp, wasPinch: this.pointers.size > 1 };
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const earlier = [...this.pointers.values()];
    const point = this.point(event);
    this.pointers.set(event.pointerId, point);
    const { view, picture, onView } = this.moves.current;
    if (earlier.length === 2) {
      const { factor, point: middle, dx, dy } = pinch(earlier, [...this.pointers.values()]);
      onView({ ...zoomAt({ ...view, x: view.x + dx, y: view.y + dy }, factor, middle, mostScale(picture)) });
    } else if (view.scale > 1) {
      onView({ ...view, x: view.x + point.x - before.x, y: view.y + point.y - before.y });
    }
  }

  /** @param {PointerEvent} event @param {boolean} isDone */
  up(event, isDone) {
    if (!this.pointers.delete(event.pointerId) || !isDone || this.start.wasPinch || this.pointers.size > 0) return;
    const point = this.point(event);
    const [dx, dy] = [point.x - this.start.x, point.y - this.start.y];
    const { view, onView, onTurn } = this.moves.current;
    if (Math.hypot(dx, dy) <= STILL_PX) return this.tap(event, point);
    const way = view.scale === 1 && event.pointerType !== "mouse" ? swipeOf(dx, dy) : null;
    if (way) onTurn(way);
    else onView(view);
  }

  /** @param {PointerEvent} event @param {{x: number, y: number}} point */
  tap(event, point) {
    const isSecond = event.timeStamp - this.lastTap < DOUBLE_TAP_MS;
    this.lastTap = isSecond ? 0 : event.timeStamp;
    if (!isSecond) return;
    const { view, picture, onView } = this.moves.current;
    onView(view.scale > 1 ? WHOLE : zoomAt(view, tapScale(picture), point, mostScale(picture)));
  }
}
