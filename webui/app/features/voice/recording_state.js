/** The states of a recording, and how long it is. It knows no device, so that each step can be tested by itself. */

/** The longest voice note, milliseconds. */
export const MOST_MS = 15 * 60_000;

/**
 * `asking`: the browser asks for the microphone; `finishing`: the last sound is on its way. `before` is what was recorded
 * until the last pause, `since` the time at which it went on, in milliseconds.
 * @typedef {"asking" | "recording" | "paused" | "finishing" | "finished" | "ended"} Phase
 * @typedef {{phase: Phase, before: number, since: number}} Recording
 */

/** @type {Recording} */
export const BEGINNING = { phase: "asking", before: 0, since: 0 };

/** Where each act leads; what is not named here changes nothing. @type {Record<string, Partial<Record<Phase, Phase>>>} */
const STEPS = {
  begin: { asking: "recording" },
  pause: { recording: "paused" },
  resume: { paused: "recording" },
  finish: { recording: "finishing", paused: "finishing" },
  fill: { finishing: "finished" },
  cancel: { asking: "ended", recording: "ended", paused: "ended", finishing: "ended", finished: "ended" },
};

/** @param {Recording} recording @param {string} act @param {number} now milliseconds @returns {Recording} the same one where the act means nothing */
export function step(recording, act, now) {
  const phase = STEPS[act][recording.phase];
  if (!phase) return recording;
  return { phase, before: lengthOf(recording, now), since: now };
}

/** How much was recorded, milliseconds. @param {Recording} recording @param {number} now */
export const lengthOf = ({ phase, before, since }, now) => Math.min(MOST_MS, before + (phase === "recording" ? Math.max(0, now - since) : 0));

/** Whether the microphone is used, or may be in a moment. @param {Recording} recording */
export const isLive = ({ phase }) => phase !== "finished" && phase !== "ended";
