/** Goes on with the files of messages that an earlier page has left. */

import { effect, signal } from "../../html.js";
import { isUploading, pending } from "../../store/pending.js";
import { claim, isClaimed, isSentElsewhere } from "./tabs.js";
import { add, uploadOf } from "./uploads.js";

/** While another tab sends a file, it is asked again after this time, milliseconds: that tab may be closed. */
const AGAIN_MS = 5_000;

/** @typedef {import("../../store/pending.js").Chosen} Chosen */

/** What the page waits for, by the key of a file: another tab, or somebody who chooses the file again. */
export const waits = signal(/** @type {Map<string, "elsewhere" | "missing">} */ (new Map()));

/** @param {string} key @param {"elsewhere" | "missing" | null} reason */
function wait(key, reason) {
  const next = new Map(waits.peek());
  if (reason) next.set(key, reason);
  else next.delete(key);
  waits.value = next;
}

/** Files that are looked at. */
const seen = new Set();

/** @param {Chosen} file */
async function takeUp(file) {
  if (await isSentElsewhere(file.key)) {
    wait(file.key, "elsewhere");
    setTimeout(again, AGAIN_MS, file.key);
  } else if (!isClaimed(file.key)) {
    claim(file.key);
    if (file.file) goOn(file, file.file);
    else wait(file.key, "missing");
  }
}

/** @param {string} key */
function again(key) {
  seen.delete(key);
  look();
}

/** Goes on with a file, which is here again. @param {Chosen} chosen @param {File | import("./folder.js").Folder} file */
export function goOn(chosen, file) {
  wait(chosen.key, null);
  add(chosen, file);
}

function look() {
  const files = pending.peek().flatMap((entry) => (entry.state === "pending" && isUploading(entry) ? entry.attachments ?? [] : []));
  for (const file of files) {
    const earlier = file.id ? undefined : uploadOf(file.key);
    // The host has removed what was there, because the message was not posted for a day.
    if (earlier?.progress.peek().state === "done") goOn(file, earlier.file);
    if (file.id || seen.has(file.key) || isClaimed(file.key)) continue;
    seen.add(file.key);
    void takeUp(file);
  }
}

effect(() => {
  if (pending.value) look();
});
