/** What the page finds out about a picture or a video before it is sent: its size, so that its place is reserved with the others too, and what a video shows. */

/** A file that cannot be measured within this time is sent without, milliseconds. */
const MOST_MS = 4_000;

/** A video is shown by what it shows at this time, seconds, and a shorter one by its middle. */
const POSTER_SECONDS = 1;
/** The longer side of that picture, pixels. */
const POSTER_PX = 1_280;
/** A video that shows nothing yet is asked again after this time, milliseconds. */
const AGAIN_MS = 50;
/** The quality of a JPEG that has no visible faults. */
const POSTER_QUALITY = 0.82;

/** @typedef {{kind: string, poster?: Blob, width?: number, height?: number, duration_ms?: number}} Measured */

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
    const drawn = async (/** @type {Measured} */ found) => {
      const poster = await posterOf(player);
      done({ ...found, ...(poster && { poster }) });
    };
    player.onloadedmetadata = () => {
      const { videoWidth: width = 0, videoHeight: height = 0, duration } = player;
      const long = Number.isFinite(duration) && { duration_ms: Math.round(duration * 1000) };
      if (kind === "audio") done({ kind, ...long });
      else if (width > 0) void drawn({ kind, width, height, ...long });
      else done(null);
    };
    player.onerror = () => done(null);
    Object.assign(player, { preload: "auto", playsInline: true, muted: true, src: url });
  });
}

/** Draws what a video shows; null when the browser does not show it in time. @param {HTMLVideoElement} player @returns {Promise<Blob | null>} */
async function posterOf(player) {
  const late = new Promise((resolve) => setTimeout(resolve, MOST_MS / 2, true));
  const sought = new Promise((resolve) => (player.onseeked = () => resolve(false)));
  player.currentTime = Number.isFinite(player.duration) ? Math.min(POSTER_SECONDS, player.duration / 2) : 0;
  if (await Promise.race([sought, late])) return null;
  const { videoWidth, videoHeight } = player;
  const scale = Math.min(1, POSTER_PX / Math.max(videoWidth, videoHeight));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.max(1, Math.round(videoWidth * scale)), height: Math.max(1, Math.round(videoHeight * scale)) });
  // A busy browser may have found the place before it has decoded what is there, and would draw nothing.
  while (!draws(player, canvas)) {
    if (await Promise.race([late, new Promise((resolve) => setTimeout(resolve, AGAIN_MS, false))])) return null;
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", POSTER_QUALITY));
}

/** Draws what a video shows, and tells whether it shows anything. @param {HTMLVideoElement} player @param {HTMLCanvasElement} canvas */
function draws(player, canvas) {
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen?.drawImage(player, 0, 0, canvas.width, canvas.height);
  const alpha = pen?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data[3];
  return player.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && alpha === 255;
}
