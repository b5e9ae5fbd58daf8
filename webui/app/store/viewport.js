/** Whether the window is as narrow as a phone's. */

import { signal } from "../html.js";

const narrow = matchMedia("(width < 45rem)");

/** On a phone, or in a window as narrow, the page shows its two levels one at a time. */
export const phone = signal(narrow.matches);
narrow.addEventListener("change", () => (phone.value = narrow.matches));

/** The same, asked of the browser at this moment. */
export const isPhone = () => narrow.matches;
