/** One upload by tus. After a pause, a lost connection or a restart of the host it goes on where it was. */

import { signal } from "../../html.js";
import { t, told } from "../../lib/i18n.js";
import { get, remove } from "../../net/api.js";
import { connectionState } from "../../store/session.js";
import "../../../vendor/tus.js";
import { ENDPOINT, headers, sendPoster } from "./poster.js";
import { newRate } from "./rate.js";

/** The host is asked after so many bytes whether it takes more. */
const CHUNK_BYTES = 64_000_000;
/** A zip that is being made is held in the memory in parts of this size. */
const FOLDER_CHUNK_BYTES = 8_000_000;
/** The waits before what failed is tried again, milliseconds. */
const BACKOFF_MS = [300, 1_000, 3_000, 8_000];
/** When the host answers with a fault of its own this often, the sender decides what happens. */
const MAX_FAULTS = 6;

/**
 * @typedef {"waiting" | "sending" | "paused" | "lost" | "busy" | "failed" | "missing" | "elsewhere" | "done"} State
 * @typedef {{state: State, sent: number, speed: number, reason: string}} Progress
 * @typedef {{key: string, file: File | Folder, progress: import("@preact/signals").Signal<Progress>, start: () => void, queue: () => void, pause: () => void, wake: () => void, cancel: () => void}} Upload
 * @typedef {import("./folder.js").Folder} Folder
 */

/**
 * Makes an upload that `start` begins, and that `queue` lets begin when others have ended. `known` tells what is known of the file by now; `tell` gets what becomes known.
 * @param {import("../../store/pending.js").Chosen} chosen @param {File | Folder} file @param {(change: {place?: string, id?: string}) => void} tell @param {() => void} ended it ended or stands still, so that another one can run
 * @returns {Upload}
 */
export function newUpload(chosen, file, tell, ended) {
  const progress = signal(/** @type {Progress} */ ({ state: "waiting", sent: 0, speed: 0, reason: "" }));
  const rate = newRate();
  let faults = 0;
  let isRenewed = false;
  let timer = 0;
  const show = (/** @type {Partial<Progress>} */ change) => (progress.value = { ...progress.peek(), ...change });
  const stand = (/** @type {State} */ state, reason = "") => {
    show({ state, reason, speed: 0 });
    ended();
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => isHeldUp(progress.peek()) && run(), BACKOFF_MS[Math.min(faults, BACKOFF_MS.length - 1)]);
    faults += 1;
  };
  const lost = (/** @type {State} */ state = "lost") => {
    show({ state, reason: "", speed: 0 });
    again();
  };
  /** What the upload had become is gone: the bytes are sent once more, to a new place. */
  const renew = () => {
    if (isRenewed) return stand("failed", t("error.unreadable"));
    isRenewed = true;
    tell({ place: undefined });
    upload.url = upload.options.uploadUrl = null;
    lost();
  };
  const upload = new window.tus.Upload(file, {
    endpoint: ENDPOINT, uploadUrl: chosen.place, metadata: metadataOf(chosen), headers: headers(),
    ...readingOf(file), retryDelays: null, storeFingerprintForResuming: false,
    onProgress: (sent) => {
      faults = 0;
      rate.add(performance.now(), sent);
      if (progress.peek().state === "sending") show({ sent, speed: rate.speed() });
    },
    onUploadUrlAvailable: () => tell({ place: pathOf(upload.url) }),
    onSuccess: ({ lastResponse }) => void finish(lastResponse?.getHeader("Chat-Attachment")),
    onError: (problem) => void failed(problem),
  });
  const finish = async (/** @type {string | undefined} */ header) => {
    try {
      const found = header ? JSON.parse(header) : (await get(pathOf(upload.url))).upload.attachment;
      if (!found) return renew();
      if (chosen.poster) await sendPoster(chosen.poster, found.id);
      tell({ id: found.id });
      show({ sent: chosen.size });
      stand("done");
    } catch {
      lost();
    }
  };
  const failed = async (/** @type {any} */ problem) => {
    if (progress.peek().state !== "sending") return;
    const answer = problem.originalResponse;
    const status = answer?.getStatus() ?? 0;
    if (status === 0 && !(await isReadable(file))) return stand("failed", t("sending.unreadable", { name: chosen.name }));
    if (progress.peek().state !== "sending") return;
    const isPassing = status === 0 || ((status >= 500 || [404, 408, 409, 410, 423].includes(status)) && faults < MAX_FAULTS);
    if (status === 429) lost("busy");
    else if (isPassing) lost();
    else stand("failed", sentenceOf(answer));
  };
  const run = () => {
    clearTimeout(timer);
    show({ state: "sending", reason: "" });
    upload.start();
  };
  return {
    key: chosen.key,
    file,
    progress,
    start: run,
    queue: () => {
      faults = 0;
      stand("waiting");
    },
    pause: () => {
      clearTimeout(timer);
      stand("paused");
      void upload.abort();
    },
    wake: () => isHeldUp(progress.peek()) && connectionState.peek() === "up" && run(),
    cancel: () => {
      clearTimeout(timer);
      stand("paused");
      void upload.abort().then(() => upload.url && remove(pathOf(upload.url))).catch(() => {});
    },
  };
}

/** The address of an upload, which stays right when the office moves to another origin. @param {string | null} url */
const pathOf = (url) => new URL(url ?? "", location.href).pathname;

/** Whether an upload goes on by itself after a while. @param {Progress} progress */
const isHeldUp = ({ state }) => state === "lost" || state === "busy";

/** @param {File | Folder} file */
const readingOf = (file) => (file instanceof File ? { chunkSize: CHUNK_BYTES } : { chunkSize: FOLDER_CHUNK_BYTES, fileReader: { openFile: async () => file.open() } });

/** @param {import("../../store/pending.js").Chosen} chosen */
function metadataOf({ name, width, height, duration_ms, kind, peaks }) {
  const hints = Object.entries({ width, height, duration_ms }).filter(([, value]) => value);
  return { name, ...(kind === "voice" && { kind, ...(peaks && { peaks: JSON.stringify(peaks) }) }), ...Object.fromEntries(hints.map(([key, value]) => [key, String(value)])) };
}

/** Whether the bytes of a file are still there: a browser tells a file that is gone and a lost connection in the same way. @param {File | Folder} file */
const isReadable = (file) => (file instanceof File ? file.slice(0, 1).arrayBuffer().then(() => true, () => false) : file.isReadable());

/** The host's own sentence for what it refuses. @param {{getBody(): string}} answer */
function sentenceOf(answer) {
  try {
    return told(JSON.parse(answer.getBody()).error);
  } catch {
    return t("error.unreadable");
  }
}
