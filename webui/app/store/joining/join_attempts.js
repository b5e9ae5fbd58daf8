/** The join attempts of the last minutes, with the step that each has reached. Only the owner and the admins receive them. */

import { signal } from "../../html.js";

/** The attempts, the newest first. @type {import("@preact/signals").Signal<any[]>} */
export const joinAttempts = signal([]);
