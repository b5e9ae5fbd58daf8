/** The voice note that is being recorded. It stands in the tray of its room or thread, where the message to be sent has its files. */

import { effect, signal } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { newClientId } from "../../lib/text.js";
import { inThread, pending, roomOf, trays } from "../../store/pending.js";
import { rooms } from "../../store/rooms.js";
import { navigate, route } from "../../store/route.js";
import { openedThread } from "../../store/timelines.js";
import { toast } from "../../store/toasts.js";
import { isTouch } from "../../ui/parts.js";
import { titleOf } from "../../store/people.js";
import { fill, isHeld, reserve, withdraw } from "./uploads.js";
import { analyse } from "../voice/analyse.js";
import { BEGINNING, isLive, lengthOf, MOST_MS, step } from "../voice/recording_state.js";
import { openMicrophone } from "./microphone.js";
import { peaksOf } from "../voice/peaks.js";

/** How often the level is read, milliseconds. */
const TICK_MS = 100;
/** A shorter sound is a slip of the finger. */
const LEAST_MS = 500;

/** @typedef {{key: string, place: string, state: import("../voice/recording_state.js").Recording, levels: number[]}} Shown levels: how loud it was, every TICK_MS */

/** What is being recorded; at most one. @type {import("@preact/signals").Signal<Shown | null>} */
export const recording = signal(/** @type {Shown | null} */ (null));

/** @type {import("./microphone.js").Microphone | null} */
let microphone = null;
let timer = 0;

/** Begins to record for a room or a thread. @param {string} place @param {(why: "denied" | "missing" | "busy") => void} explain called when it cannot */
export async function record(place, explain) {
  const running = recording.peek();
  if (running) {
    const room = roomOf(running.place);
    toast(t("voice.one_at_a_time", { room: titleOf(rooms.peek().get(room) ?? {}) }));
    return navigate(`/r/${room}`);
  }
  const key = newClientId();
  if (!reserve(place, { key, url: "", name: t("attached.voice"), size: 0, kind: "voice", type: "", modified: Date.now() })) return;
  recording.value = { key, place, state: BEGINNING, levels: [] };
  try {
    const opened = await openMicrophone(() => void finish());
    // It may have been cancelled while the browser asked.
    if (recording.peek()?.key !== key) return opened.close();
    microphone = opened;
    act("begin");
    timer = setInterval(tick, TICK_MS);
  } catch (problem) {
    drop(key);
    explain(whyNot(problem));
  }
}

/** @param {any} problem @returns {"denied" | "missing" | "busy"} */
const whyNot = ({ name }) => (name === "NotAllowedError" || name === "SecurityError" ? "denied" : name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "busy");

/** @param {string} name @returns {boolean} whether it changed something */
function act(name) {
  const shown = recording.peek();
  const next = shown && step(shown.state, name, performance.now());
  if (!shown || !next || next === shown.state) return false;
  recording.value = { ...shown, state: next };
  return true;
}

function tick() {
  const shown = recording.peek();
  if (!shown || !microphone || shown.state.phase !== "recording") return;
  recording.value = { ...shown, levels: [...shown.levels, microphone.level()] };
  if (lengthOf(shown.state, performance.now()) < MOST_MS) return;
  toast(t("voice.full"));
  void finish();
}

export const pause = () => act("pause") && microphone?.pause();

export const resume = () => act("resume") && microphone?.resume();

/** Ends the recording and keeps it in the tray, or in the message that was sent meanwhile. */
export async function finish() {
  if (!act("finish")) return;
  const { key, levels, state: { before } } = /** @type {Shown} */ (recording.peek());
  const sound = await /** @type {import("./microphone.js").Microphone} */ (microphone).finish();
  if (recording.peek()?.key !== key) return;
  if (sound.size === 0 || before < LEAST_MS) {
    drop(key);
    return toast(t("voice.too_short"));
  }
  // Not every browser decodes what it has recorded.
  const found = (await analyse(sound)) ?? { duration_ms: Math.round(before), peaks: peaksOf(levels) };
  if (recording.peek()?.key !== key) return;
  const file = new File([sound], nameOf(sound.type), { type: sound.type });
  fill(key, found, file);
  forget();
}

/** "Voice note 2026-11-29 16.05.webm", in the time of this place. @param {string} type */
function nameOf(type) {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const when = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}`;
  return `${t("attached.voice")} ${when}.${{ "audio/mp4": "m4a", "audio/ogg": "ogg" }[type] ?? "webm"}`;
}

/** Throws the recording away. @param {string} key */
function drop(key) {
  forget();
  withdraw(key);
}

/** The microphone is not used any more. */
function forget() {
  clearInterval(timer);
  microphone?.close();
  microphone = null;
  recording.value = null;
}

/** Who sends the message while it is recorded has said enough; who removes it does not want it. */
effect(() => {
  const key = recording.value?.key;
  const isHere = [...trays.value.values()].flat().some((one) => one.key === key);
  if (!key || (isHere && pending.value)) return;
  queueMicrotask(() => (isHeld(key) ? void (recording.peek()?.state.phase === "asking" ? drop(key) : finish()) : recording.peek()?.key === key && forget()));
});

/** Elsewhere nobody sees that the microphone is on, so the note is kept in its tray. */
effect(() => {
  const { room } = route.value;
  const thread = openedThread.value && inThread(openedThread.value.root);
  const shown = recording.peek();
  if (shown && shown.place !== room && shown.place !== thread && isLive(shown.state)) void finish();
});

document.addEventListener("visibilitychange", () => {
  // A phone stops the microphone of a page that is not seen, and may end the page.
  if (document.visibilityState === "hidden" && isTouch()) void finish();
});

addEventListener("beforeunload", (event) => {
  if ([...trays.peek().values()].flat().some(({ kind }) => kind === "voice")) event.preventDefault();
});
