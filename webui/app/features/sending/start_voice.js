/** Begins a voice note: with the page's own recorder, or else with the phone's. */

import { openLazily, whenLoaded } from "../../store/route.js";
import { isTouch } from "../../ui/parts.js";
import { choose } from "../shared/choose_files.js";

const recorder = () => import("./recorder.js");
const uploads = () => import("./uploads.js");
const noRecorder = () => import("../voice/no_recorder.js");

/** A browser gives the microphone to a page that came by https or from this computer, and to no other. */
const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia) && "MediaRecorder" in window;

/** Begins a voice note in a room or a thread. On a connection without https a phone's own recorder makes it. @param {string} place */
export function startVoice(place) {
  if (canRecord()) whenLoaded(recorder, (module) => module.record(place, (/** @type {"denied" | "missing" | "busy"} */ why) => explain(place, why)));
  else if (isTouch()) chooseSound(place, true);
  else explain(place, "insecure");
}

/** Lets somebody choose a sound file as a voice note. @param {string} place @param {boolean} [capture] from the recorder of the phone */
const chooseSound = (place, capture = false) => choose({ accept: "audio/*", capture }, (files) => whenLoaded(uploads, (module) => module.addVoice(place, files)));

/** Says why nothing can be recorded, and what helps. @param {string} place @param {"insecure" | "denied" | "missing" | "busy"} why */
const explain = (place, why) => void openLazily(noRecorder, "NoRecorder", { why, choose: () => chooseSound(place) });
