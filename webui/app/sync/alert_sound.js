/** A short sound, made here: there is no file to fetch. Browsers let a page sound only after somebody has touched it. */

import { hasSound } from "../lib/browser.js";

/** Two soft tones, a fourth apart: hertz, and when each begins, seconds. */
const TONES = [[659, 0], [880, 0.13]];
const TONE_S = 0.32;
/** Of full scale: to be heard in a quiet office, and no further. */
const LOUDNESS = 0.09;

/** @type {AudioContext | null} */
let audio = null;

/** Listens for good: a phone takes the sound away whenever it was locked. */
export function unlockByTouch() {
  if (!hasSound()) return;
  for (const name of ["pointerup", "click", "keydown"]) addEventListener(name, unlock, { capture: true, passive: true });
}

function unlock() {
  try {
    audio ??= new AudioContext();
    if (audio.state !== "running") void audio.resume().catch(() => null);
  } catch {
    // A browser may refuse a context too many; the next touch tries again.
  }
}

export const canPlaySound = () => audio?.state === "running";

export function playSound() {
  if (!audio) return;
  for (const [hertz, at] of TONES) tone(audio, hertz, audio.currentTime + at);
}

/** @param {AudioContext} context @param {number} hertz @param {number} from */
function tone(context, hertz, from) {
  const source = new OscillatorNode(context, { frequency: hertz });
  const volume = new GainNode(context, { gain: 0 });
  // Without a slope at both ends it clicks.
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + TONE_S);
  source.connect(volume).connect(context.destination);
  source.start(from);
  source.stop(from + TONE_S);
}
