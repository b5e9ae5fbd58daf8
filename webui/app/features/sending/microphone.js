/** The microphone: its sound as a file, and how loud it is. */

/** The first that a browser can write is taken: Chromium and Firefox write WebM, Safari MP4. */
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS_A_SECOND = 32_000;
/** What was recorded comes in parts, so that it is here when the browser takes the microphone away, milliseconds. */
const PART_MS = 1_000;

/**
 * @typedef {{level: () => number, pause: () => void, resume: () => void, finish: () => Promise<Blob>, close: () => void}} Microphone
 */

/**
 * Opens the microphone and records.
 * @param {() => void} lost called when the browser takes it away @returns {Promise<Microphone>} @throws {DOMException} when there is none, or it may not be used
 */
export async function openMicrophone(lost) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  const meter = newMeter(stream);
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    meter.close();
  };
  try {
    const recorder = new MediaRecorder(stream, { mimeType: TYPES.find((one) => MediaRecorder.isTypeSupported(one)), audioBitsPerSecond: BITS_A_SECOND });
    const parts = /** @type {Blob[]} */ ([]);
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("error", lost);
    stream.getAudioTracks()[0].addEventListener("ended", lost);
    recorder.start(PART_MS);
    return {
      level: meter.level, close,
      pause: () => recorder.state === "recording" && recorder.pause(),
      resume: () => recorder.state === "paused" && recorder.resume(),
      finish: async () => {
        if (recorder.state !== "inactive") recorder.stop();
        await stopped;
        close();
        return new Blob(parts, { type: recorder.mimeType.split(";")[0] });
      },
    };
  } catch (problem) {
    close();
    throw problem;
  }
}

/** @param {MediaStream} stream */
function newMeter(stream) {
  const context = new AudioContext();
  const analyser = Object.assign(context.createAnalyser(), { fftSize: 2048 });
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(stream).connect(analyser);
  return {
    /** The loudest sample of the last moment, from 0 to 1. */
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    },
    close: () => context.state !== "closed" && void context.close(),
  };
}
