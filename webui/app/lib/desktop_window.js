/** What the window of the desktop program tells its page, as attributes of the document. In a browser there are none. */

/** @returns {DOMStringMap} Nothing where there is no document: the choice among tabs is tested without one. */
const told = () => globalThis.document?.documentElement.dataset ?? {};

/** Whether the person can see the page. A window that others cover is drawn too, so there its program says whether it is in use. */
export const isPageInView = () => document.visibilityState === "visible" && told().window !== "behind";

/** Whether this page has its browser to itself: the window of the desktop program has one page of an office. */
export const isOnlyPage = () => told().window !== undefined;

/** Whether the person has paused the notifications on this computer. */
export const isPaused = () => told().notifications === "paused";
