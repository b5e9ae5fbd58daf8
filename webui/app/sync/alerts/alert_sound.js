/** Plays a short sound for new messages. The sound is generated, so there is no file to fetch. Browsers allow sound only after the person has touched the page. */

import { hasSound } from "../../lib/browser.js";
import { isPaused } from "../../lib/desktop_window.js";

/** Two soft tones, a fourth apart: the frequency in hertz, and the start of each in seconds. */
const TONES = [[659, 0], [880, 0.13]];
const TONE_SECONDS = 0.32;
/** The volume, as a part of full scale: audible in a quiet office, and not much further. */
const LOUDNESS = 0.09;

/** @type {AudioContext | null} */
let audio = null;

/** Listens for touches as long as the page lives, because a phone blocks the sound again whenever it was locked. */
export function unlockByTouch() {
  if (!hasSound()) return;
  for (const name of ["pointerup", "click", "keydown"]) addEventListener(name, unlock, { capture: true, passive: true });
}

function unlock() {
  try {
    audio ??= new AudioContext();
    if (audio.state !== "running") void audio.resume().catch(() => null);
  } catch {
    // A browser may refuse one audio context too many. The next touch tries again.
  }
}

/** Whether the browser allows sound at this moment, and the person has not paused notifications. */
export const canPlaySound = () => audio?.state === "running" && !isPaused();

/** Plays the sound. */
export function playSound() {
  if (!audio) return;
  for (const [hertz, at] of TONES) tone(audio, hertz, audio.currentTime + at);
}

/** @param {AudioContext} context @param {number} hertz @param {number} from */
function tone(context, hertz, from) {
  const source = new OscillatorNode(context, { frequency: hertz });
  const volume = new GainNode(context, { gain: 0 });
  // Without a ramp at both ends the tone clicks.
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + TONE_SECONDS);
  source.connect(volume).connect(context.destination);
  source.start(from);
  source.stop(from + TONE_SECONDS);
}
