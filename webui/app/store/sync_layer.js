/**
 * The promise of the sync layer, the part of the page that talks to the host. main.js loads it after the first paint,
 * however long the host is away, and hands it over here.
 */

/** @typedef {typeof import("../sync/index.js")} SyncLayer */

/** @type {(layer: SyncLayer) => void} */
let resolve;
/** @type {Promise<SyncLayer>} */
const loaded = new Promise((done) => {
  resolve = done;
});

/** Resolves with the sync layer as soon as it is loaded. */
export const syncLayer = () => loaded;

/** Resolves the promise. main.js calls this once. @param {SyncLayer} layer */
export const provideSyncLayer = (layer) => resolve(layer);
