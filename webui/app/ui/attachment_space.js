/** How much space the attachments of a message take. It is known before they are drawn, so that nothing moves when they come. All lengths are in rem. */

const WIDEST = 21;
const TALLEST = 24;
const NARROWEST = 12;
/** A picture that is smaller than its frame has some space around it, and no more. */
const LOWEST = 6;
const GRID_WIDE = 25;
/** How tall a grid of so many pictures is. */
const GRID_TALL = [0, 0, 11.5, 14.5, 17];
const ROW = 3.25;
/** What stands above or below a row: the first page of a PDF, or a player. */
const PAGE = 11.25;
const PLAYER = 3.25;
const VOICE = 4;
const PX_PER_REM = 16;

/** @typedef {{wide: number, ratio: number | null, tall: number}} Space ratio: of a single picture, whose height follows its width; tall: of all else */

/** Whether an attachment is shown as a picture: also one that the host has not looked at yet. @param {any} attachment */
export const isPicture = ({ kind, state, width }) => state !== "failed" && (kind === "image" || kind === "video" || (state === "fresh" && width > 0));

/** Whether the first page of a PDF is shown. It has its place already while the host makes it. @param {any} attachment */
export const hasPage = ({ kind, name, state, thumb }) => (kind === "pdf" && Boolean(thumb)) || (state === "fresh" && /\.pdf$/i.test(name));

/** Whether it is played in its row. @param {any} attachment */
export const isSound = ({ kind }) => kind === "audio";

/** @param {any} attachment */
const rowTall = (attachment) => attachment.kind === "voice" ? VOICE : ROW + (hasPage(attachment) ? PAGE : 0) + (isSound(attachment) ? PLAYER : 0);

/** Returns the space of a message's attachments. @param {any[]} attachments @returns {Space} */
export function spaceOf(attachments) {
  const pictures = attachments.filter(isPicture);
  const tall = attachments.reduce((sum, one) => sum + (isPicture(one) ? 0 : rowTall(one)), 0);
  if (pictures.length > 1) return { wide: GRID_WIDE, ratio: null, tall: tall + GRID_TALL[Math.min(pictures.length, GRID_TALL.length - 1)] };
  return pictures.length === 0 ? { wide: WIDEST, ratio: null, tall } : frameOf(pictures[0], tall);
}

/** The frame of a single picture: never larger than the picture, nor taller than a screen; with rows below it is as wide as they are. @param {any} picture @param {number} tall @returns {Space} */
function frameOf({ width, height }, tall) {
  const own = width > 0 && height > 0 ? width / height : 16 / 9;
  const widest = tall > 0 ? WIDEST : Math.min(WIDEST, Math.max(NARROWEST, Math.min((width || Infinity) / PX_PER_REM, TALLEST * own)));
  const isSmall = width > 0 && width < widest * PX_PER_REM;
  const ratio = isSmall ? Math.min(widest / LOWEST, widest / Math.min(TALLEST, height / PX_PER_REM)) : Math.max(widest / TALLEST, own);
  return { wide: widest, ratio: Math.min(4, ratio), tall };
}
