/** Sends the picture that stands for a video, before the message that carries the video. */

import { myId } from "../../store/session.js";
import "../../../vendor/tus.js";

export const ENDPOINT = "/api/uploads";
/** A message does not wait longer for the picture of its video, milliseconds. */
const MOST_MS = 10_000;

/** The requests of an upload. They say who sends it: somebody else may have signed in with another tab. */
export const headers = () => ({ "Chat-Person": myId.peek() ?? "" });

/** A video whose picture does not arrive is sent without. @param {Blob} poster @param {string} videoId @returns {Promise<void>} */
export function sendPoster(poster, videoId) {
  return new Promise((resolve) => {
    const upload = new window.tus.Upload(poster, {
      endpoint: ENDPOINT, metadata: { name: "poster.jpg", poster_of: videoId }, headers: headers(), chunkSize: Infinity, retryDelays: null, storeFingerprintForResuming: false,
      onSuccess: () => done(), onError: () => done(),
    });
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => void upload.abort(true).then(done, done), MOST_MS);
    upload.start();
  });
}
