/** Whether the window is as narrow as a phone's. */

import { signal } from "../html.js";

const narrow = matchMedia("(width < 45rem)");

/** A phone, or a window as narrow, shows the page's two levels one at a time. */
export const phone = signal(narrow.matches);
narrow.addEventListener("change", () => (phone.value = narrow.matches));

/** The same, read from the browser at this moment. */
export const isPhone = () => narrow.matches;
