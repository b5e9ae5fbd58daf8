/** The keys that the sheet lists. The table itself (key_map.js) opens the sheet, so the sheet cannot import it. */

/** @typedef {import("./key_map.js").Key} Key */

/** @type {Key[]} */
let listed = [];

/** Sets the keys. shortcuts.js calls this once. @param {Key[]} keys */
export const listKeys = (keys) => (listed = keys);

/** Returns the keys, in the order of the sheet. */
export const listedKeys = () => listed;
