/** Finds out the length and the waveform of a sound. */

import { peaksOf } from "./peaks.js";

/** A waveform of 64 numbers needs no more samples a second; a quarter of an hour takes 29 MB then. */
const SAMPLES_A_SECOND = 8_000;
/** A larger file is sent without a waveform, because all of it would be in memory. */
const MOST_BYTES = 50_000_000;

/** @param {Blob} sound @returns {Promise<{duration_ms: number, peaks: number[]} | null>} null for what this browser cannot decode */
export async function analyse(sound) {
  if (sound.size > MOST_BYTES) return null;
  try {
    const found = await new OfflineAudioContext(1, 1, SAMPLES_A_SECOND).decodeAudioData(await sound.arrayBuffer());
    return { duration_ms: Math.round(found.duration * 1000), peaks: peaksOf(found.getChannelData(0)) };
  } catch {
    return null;
  }
}
