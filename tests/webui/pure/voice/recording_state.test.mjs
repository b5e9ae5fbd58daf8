import { each, equal, ok } from "../support/check.mjs";

export const module = "features/voice/recording_state.js";

/** Runs acts, each a second after the one before. */
const after = ({ step, BEGINNING }, acts) => acts.reduce((state, act, at) => step(state, act, 1000 * at), BEGINNING);

export const tests = {
  ...each("acts lead to phases", [
    [[], "asking"], [["begin"], "recording"], [["begin", "pause"], "paused"], [["begin", "pause", "resume"], "recording"], [["begin", "finish"], "finishing"],
    [["begin", "pause", "finish"], "finishing"], [["begin", "finish", "fill"], "finished"], [["cancel"], "ended"], [["begin", "finish", "cancel"], "ended"],
    [["pause"], "asking"], [["begin", "begin"], "recording"], [["begin", "cancel", "resume"], "ended"], [["begin", "finish", "finish", "pause"], "finishing"], [["fill"], "asking"],
  ], (module, acts, phase) => equal(after(module, acts).phase, phase)),
  "an act that means nothing changes nothing": ({ step, BEGINNING }) => ok(step(BEGINNING, "pause", 5) === BEGINNING),
  "pauses are not counted": (module) => {
    const state = after(module, ["begin", "pause", "pause", "resume"]);
    equal(module.lengthOf(state, 3_500), 1_500);
    equal(module.lengthOf(module.step(state, "finish", 4_000), 99_000), 2_000);
  },
  "a note is never longer than the most, nor negative": (module) => {
    const state = after(module, ["begin"]);
    equal(module.lengthOf(state, 1e9), module.MOST_MS);
    equal(module.lengthOf(state, -1e9), 0);
    equal(module.MOST_MS, 900_000);
  },
  ...each("the microphone is in use", [[[], true], [["begin"], true], [["begin", "pause"], true], [["begin", "finish"], true], [["begin", "finish", "fill"], false], [["cancel"], false]], (module, acts, is) => equal(module.isLive(after(module, acts)), is)),
};
