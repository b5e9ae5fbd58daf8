/** Who waits at the door, and when whoever shows the way in has to ask for it anew. */

import { signal } from "../html.js";

/** Heard by the owner and the admins alone. @type {import("@preact/signals").Signal<any[]>} */
export const knocks = signal([]);
/** Counts every change of the ways in, the link, the PIN or the address. */
export const inviteRev = signal(0);
/** The panel lists who knocks: then nothing else has to. */
export const isPanelOpen = signal(false);
