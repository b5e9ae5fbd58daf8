/** The waveform of a sound: how loud it is from its beginning to its end. */

/** How many numbers a waveform has. */
export const PEAKS = 64;
const LOUDEST = 100;
/** What is quieter all along is shown as quiet, not made as loud as speech; of a full swing of 1. */
const QUIET = 0.02;

/** Returns a waveform of samples from -1 to 1. @param {ArrayLike<number>} samples @returns {number[]} 64 numbers from 0 to 100 */
export function peaksOf(samples) {
  const loud = Array.from({ length: PEAKS }, (_, at) => loudest(samples, Math.floor((at * samples.length) / PEAKS), Math.ceil(((at + 1) * samples.length) / PEAKS)));
  const most = Math.max(QUIET, ...loud);
  return loud.map((one) => Math.round((LOUDEST * one) / most));
}

/** @param {ArrayLike<number>} samples @param {number} from @param {number} to */
function loudest(samples, from, to) {
  let most = 0;
  for (let at = from; at < to; at += 1) most = Math.max(most, Math.abs(samples[at] || 0));
  return Math.min(1, most);
}

/** The heights of a waveform's bars in its picture, of a height of 32. A note without one has a flat line. @param {number[]} [peaks] */
export const barsOf = (peaks) => Array.from({ length: PEAKS }, (_, at) => 3 + (29 * Math.min(LOUDEST, Math.max(0, Number(peaks?.[at]) || 0))) / LOUDEST);
