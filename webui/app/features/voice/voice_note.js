/** A voice note: a button that plays it, its waveform to seek in, its speed, and whether it was played. */

import { h, html } from "../../html.js";
import { locale, t } from "../../lib/i18n.js";
import { lengthText } from "../../lib/time.js";
import { myId } from "../../store/session.js";
import { FileIcon } from "../shared/file_icon.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { isNew } from "./played.js";
import { keyOf, now, rate, seek, toggle, turnRate } from "./player.js";
import { placeByKey } from "./seeking.js";
import { Wave } from "./wave.js";

void loadStyleSheet("features/voice");

/** @param {{file: any, message?: any}} props */
export function VoiceNote({ file, message }) {
  const isHeld = now.value.key === keyOf(file);
  const { isPlaying, at, why } = isHeld ? now.value : { isPlaying: false, at: 0, why: "" };
  const long = file.duration_ms || (isHeld ? now.value.long : 0);
  if (why) return html`<p class="not-played" role="status"><span>${why === "gone" ? t("files.gone") : t("files.no_player")}</span>
    ${why !== "gone" && html`<a href=${`${file.url}?as=download`} download=${file.name}>${t("files.download")}</a>`}</p>`;
  const shown = Math.min(at, long || at);
  const speed = `${new Intl.NumberFormat(locale()).format(rate.value)}×`;
  const isUnplayed = message && message.sender_id !== myId.value && isNew(file.id, message.created_at);
  return html`<div class="voice" dir="ltr" data-playing=${String(isPlaying)}>
      <button type="button" class="voice-go" disabled=${!file.url} aria-label=${isPlaying ? t("voice.pause_note") : t("voice.play")} title=${isPlaying ? t("voice.pause_note") : t("voice.play")} onClick=${() => toggle(file, message)}>${h(FileIcon, { name: isPlaying ? "pause" : "play" })}</button>
      ${h(Slider, { file, message, at: shown, long })}
      <button type="button" class="voice-rate" aria-label=${t("voice.speed", { speed })} title=${t("voice.speed", { speed })} onClick=${turnRate}>${speed}</button>
    </div>
    <p class="voice-foot" dir="ltr"><span class="voice-time" dir="auto">${shown > 0 || isPlaying ? t("voice.place", { at: lengthText(shown), long: lengthText(long) }) : lengthText(long)}</span>${isUnplayed && html`<span class="voice-new" role="img" aria-label=${t("voice.new")} title=${t("voice.new")}></span>`}</p>`;
}

/** @param {{file: any, message?: any, at: number, long: number}} props */
function Slider({ file, message, at, long }) {
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const place = event.altKey || event.ctrlKey || event.metaKey ? null : placeByKey(event.key, at, long);
    if (place === null || long === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void seek(file, place, message);
  };
  const moved = (/** @type {PointerEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.currentTarget);
    if (event.type === "pointerdown") target.setPointerCapture(event.pointerId);
    if (long === 0 || !target.hasPointerCapture(event.pointerId)) return;
    event.stopPropagation();
    const { left, width } = target.getBoundingClientRect();
    void seek(file, long * Math.min(1, Math.max(0, (event.clientX - left) / width)), message);
  };
  const value = t("voice.place", { at: lengthText(at), long: lengthText(long) });
  return html`<div class="voice-line" role="slider" tabindex="0" aria-label=${t("voice.seek")} aria-valuemin="0" aria-valuemax=${Math.round(long / 1000)} aria-valuenow=${Math.round(at / 1000)} aria-valuetext=${value}
    onKeyDown=${pressed} onPointerDown=${moved} onPointerMove=${moved}>${h(Wave, { peaks: file.peaks, part: long > 0 ? at / long : 0 })}</div>`;
}
