/** Sends a text that is too long for a message as a file. */

import { insert } from "../../lib/typing/insert_text.js";
import { addFiles } from "./uploads.js";

/** Moves the text of a field into a file in the tray of a place. The browser's own Undo brings it back into the field. @param {string} place @param {HTMLTextAreaElement | null} field */
export function sendAsFile(place, field) {
  if (!field || field.value.trim() === "") return;
  const file = new File([field.value], "message.txt", { type: "text/plain" });
  if (addFiles(place, [file]) > 0) insert(field, "", 0, field.value.length);
}
