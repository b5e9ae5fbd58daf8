/** Who came to the door in the last minutes, and how far they got: for the owner and admins. */

import { signal } from "../html.js";

/** @type {import("@preact/signals").Signal<any[]>} */
export const joinAttempts = signal([]);
