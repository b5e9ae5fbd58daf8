/** What the page finds out about a picture or a video before it is sent, so that its place is reserved with the others too. */

/** A file that cannot be measured within this time is sent without, milliseconds. */
const MOST_MS = 4_000;

/** @typedef {{kind: string, width?: number, height?: number, duration_ms?: number}} Measured */

/** @param {{type: string, url: string}} file @returns {Promise<Measured>} */
export async function measure({ type, url }) {
  const found = type.startsWith("image/") ? picture(url) : type.startsWith("video/") ? played("video", url) : type.startsWith("audio/") ? played("audio", url) : null;
  const late = new Promise((resolve) => setTimeout(resolve, MOST_MS));
  return /** @type {Measured} */ ((await Promise.race([found, late])) ?? { kind: "file" });
}

/** @param {string} url @returns {Promise<Measured | null>} null where this browser cannot show it */
async function picture(url) {
  const image = Object.assign(new Image(), { src: url });
  await image.decode().catch(() => null);
  const { naturalWidth: width, naturalHeight: height } = image;
  return width > 0 && height > 0 ? { kind: "image", width, height } : null;
}

/** @param {"video" | "audio"} kind @param {string} url @returns {Promise<Measured | null>} */
function played(kind, url) {
  const player = /** @type {HTMLVideoElement} */ (document.createElement(kind));
  return new Promise((resolve) => {
    const done = (/** @type {Measured | null} */ found) => {
      player.removeAttribute("src");
      resolve(found);
    };
    player.onloadedmetadata = () => {
      const { videoWidth: width = 0, videoHeight: height = 0, duration } = player;
      const long = Number.isFinite(duration) && { duration_ms: Math.round(duration * 1000) };
      done(kind === "audio" ? { kind, ...long } : width > 0 ? { kind, width, height, ...long } : null);
    };
    player.onerror = () => done(null);
    Object.assign(player, { preload: "metadata", muted: true, src: url });
  });
}
