/** A voice note in the tray: while it is recorded, and to listen to it before it is sent. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { lengthText } from "../../lib/time.js";
import { Icon } from "../../ui/parts.js";
import { FileIcon } from "../shared/file_icon.js";
import { removeFile, uploadOf } from "./uploads.js";
import { confirm } from "../shared/confirm.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { isLive, lengthOf, MOST_MS } from "../voice/recording_state.js";
import { PEAKS } from "../voice/peaks.js";
import { finish, pause, recording, resume } from "./recorder.js";
import { VoiceNote } from "../voice/voice_note.js";
import { Wave } from "../voice/wave.js";

void loadStyleSheet("features/voice");

/** What is longer is no slip of the finger, and is thrown away after a question only. */
const SHORT_MS = 1_500;

/** @typedef {import("../../store/pending.js").Chosen} Chosen */

/** @param {{file: Chosen, place: string}} props */
export function VoiceTile({ file, place }) {
  const shown = recording.value?.key === file.key ? recording.value : null;
  const problem = uploadOf(file.key)?.progress.value;
  return html`<li class="tile wide voice-tile" data-key=${file.key} data-state=${shown?.state.phase ?? problem?.state ?? "waiting"}>
    ${shown && isLive(shown.state) ? h(Recording, { shown }) : h(VoiceNote, { file })}
    ${problem?.state === "failed" && html`<p class="tile-line" role="alert">${problem.reason} <button type="button" onClick=${() => uploadOf(file.key)?.queue()}>${t("action.retry")}</button></p>`}
    <button type="button" class="tile-off" aria-label=${t("voice.discard")} title=${t("voice.discard")} onClick=${() => discard(file, place)}>${h(Icon, { name: "x" })}</button>
  </li>`;
}

/** @param {Chosen} file @param {string} place */
function discard({ key, duration_ms: ms = 0 }, place) {
  const shown = recording.peek();
  const long = shown?.key === key ? lengthOf(shown.state, performance.now()) : ms;
  const composer = document.querySelector(`.tray [data-key="${key}"]`)?.closest(".composer");
  const remove = () => {
    removeFile(place, key);
    /** @type {HTMLElement | null | undefined} */ (composer?.querySelector(".icon-button"))?.focus({ preventScroll: true });
  };
  if (long < SHORT_MS) return remove();
  confirm({ title: t("voice.discard_ask"), happens: [t("voice.discard_what", { time: lengthText(long) })], label: t("voice.discard"), act: async () => remove() });
}

/** @param {{shown: import("./recorder.js").Shown}} props */
function Recording({ shown: { state, levels } }) {
  const long = useLength(state);
  const isPaused = state.phase === "paused";
  const words = { asking: t("voice.asking"), recording: t("voice.recording"), paused: t("voice.paused") }[/** @type {string} */ (state.phase)] ?? t("files.loading");
  const last = levels.slice(-PEAKS);
  const peaks = [...Array(PEAKS - last.length).fill(0), ...last.map((one) => Math.round(100 * Math.min(1, one * 2)))];
  const isOn = isPaused || state.phase === "recording";
  return html`<div class="voice" dir="ltr" data-phase=${state.phase}>
      ${isOn && html`<button type="button" class="voice-go" aria-label=${t("voice.stop")} title=${t("voice.stop")} onClick=${() => finish()}>${h(FileIcon, { name: "stop" })}</button>`}
      ${h(Wave, { peaks, part: isPaused ? 0 : 1 })}
      ${isOn && html`<button type="button" class="icon-button" aria-label=${isPaused ? t("voice.resume") : t("voice.pause")} title=${isPaused ? t("voice.resume") : t("voice.pause")} onClick=${() => (isPaused ? resume() : pause())}>${h(FileIcon, { name: isPaused ? "mic" : "pause" })}</button>`}
    </div>
    <p class="voice-foot"><span role="status">${words}</span>${isOn && html`<span class="voice-time">${t("voice.place", { at: lengthText(Math.floor(long / 1000) * 1000), long: lengthText(MOST_MS) })}</span>`}</p>`;
}

/** How long the recording is now. @param {import("../voice/recording_state.js").Recording} state */
function useLength(state) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (state.phase !== "recording") return undefined;
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, [state.phase]);
  return lengthOf(state, Math.max(now, state.since));
}
