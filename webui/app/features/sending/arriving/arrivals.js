/** Files that arrive from outside the page, by the clipboard or by a drag. What takes them is loaded with the first of them. */

import { effect } from "../../../html.js";
import { retryUntilDone } from "../../../loader.js";
import { isUploading, pending, trays } from "../../../store/pending.js";
import { overlays, whenLoaded } from "../../../store/route.js";
import { owner } from "../../../store/session.js";
import { mayHaveKept } from "../../../sync/personal/kept_marks.js";
import { placeUnder } from "./place_under.js";

const uploads = () => import("../uploads.js");
const drop = () => import("./drop.js");
const resume = () => import("../resume.js");
const keeping = () => import("../keeping_trays.js");

/** Whether what is dragged is a part of this page, such as a picture of a message. */
let isOurs = false;

/** Starts listening, and goes on with what an earlier page has begun to send or to choose. feature_triggers.js calls this once. */
export function startArrivals() {
  let isKeeping = false;
  effect(() => {
    if (isKeeping || (trays.value.size === 0 && !mayHaveKept(owner.peek()))) return;
    isKeeping = true;
    void retryUntilDone(keeping);
  });
  let isResumed = false;
  effect(() => {
    if (isResumed || !pending.value.some(isUploading)) return;
    isResumed = true;
    void retryUntilDone(resume);
  });
  addEventListener("paste", pasted);
  addEventListener("dragstart", () => (isOurs = true));
  addEventListener("dragend", () => (isOurs = false));
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) addEventListener(type, /** @type {any} */ (dragged));
}

/** Where a text is copied together with its picture, as tables are, the text is meant. @param {ClipboardEvent} event */
function pasted(event) {
  const files = [...(event.clipboardData?.files ?? [])];
  const place = overlays.peek().length > 0 ? null : placeUnder(/** @type {Element} */ (event.target));
  if (!place || files.length === 0 || event.clipboardData?.getData("text/plain")) return;
  event.preventDefault();
  whenLoaded(uploads, (module) => module.addFiles(place, files));
}

/** The browser would open a dropped file in place of this page. @param {DragEvent} event */
function dragged(event) {
  if (isOurs || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  // What was dropped can be read in this turn only.
  const carried = { type: event.type, target: /** @type {Element} */ (event.target), x: event.clientX, y: event.clientY, isOut: !event.relatedTarget, entries: [...event.dataTransfer.items].filter(({ kind }) => kind === "file").map((item) => item.webkitGetAsEntry?.()), files: [...event.dataTransfer.files], n: event.dataTransfer.items.length };
  void drop().then((module) => module.carry(carried), () => {});
}
