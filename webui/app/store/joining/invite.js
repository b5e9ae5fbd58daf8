/** Who knocks, and when the invite has to be loaded again. */

import { signal } from "../../html.js";

/** The open knocks. Only the owner and the admins receive them. @type {import("@preact/signals").Signal<any[]>} */
export const knocks = signal([]);
/** A counter that rises with every change of the join methods, the link, the PIN or the address. */
export const inviteRev = signal(0);
/** Whether the invite panel is open. It lists the knocks itself, so the bar is hidden. */
export const isPanelOpen = signal(false);
