/** The geometry of the viewer: how a picture is enlarged, moved and swiped. Lengths in pixels from the middle of the stage. */

export const MOST_SCALE = 8;
/** A double tap enlarges so far, and the keys and buttons step by step. */
const TAP_SCALE = 2.5;
export const STEP = 1.5;
/** A finger that went this far, or this share of the width, meant to turn the page. */
const SWIPE_PX = 60;
const CLOSE_PX = 110;

/** @typedef {{scale: number, x: number, y: number}} View */
/** @typedef {{width: number, height: number}} Size */

/** The whole picture. @type {View} */
export const WHOLE = { scale: 1, x: 0, y: 0 };

/** A very long picture is enlarged until its short side is as long as the stage. @param {Size} picture */
const longness = ({ width, height }) => (width > 0 && height > 0 ? Math.max(width / height, height / width) : 1);
/** @param {Size} picture */
export const mostScale = (picture) => Math.max(MOST_SCALE, longness(picture));
/** @param {Size} picture */
export const tapScale = (picture) => Math.max(TAP_SCALE, longness(picture) / 2);

/** Enlarges around a point, which stays where it is. @param {View} view @param {number} factor @param {{x: number, y: number}} point @param {number} [most] @returns {View} */
export function zoomAt({ scale, x, y }, factor, point, most = MOST_SCALE) {
  const next = Math.min(most, Math.max(1, scale * factor));
  const grown = next / scale;
  return { scale: next, x: point.x - (point.x - x) * grown, y: point.y - (point.y - y) * grown };
}

/** Keeps the picture on the stage: no edge of it comes further in than the stage's, and a smaller one stays in the middle. @param {View} view @param {Size} picture @param {Size} stage @returns {View} */
export function keepInside({ scale, x, y }, picture, stage) {
  const mostX = Math.max(0, (picture.width * scale - stage.width) / 2);
  const mostY = Math.max(0, (picture.height * scale - stage.height) / 2);
  return { scale, x: Math.min(mostX, Math.max(-mostX, x)) + 0, y: Math.min(mostY, Math.max(-mostY, y)) + 0 };
}

/** The factor and the middle of two fingers that moved. @param {{x: number, y: number}[]} before @param {{x: number, y: number}[]} now */
export function pinch(before, now) {
  const apart = (/** @type {{x: number, y: number}[]} */ [one, other]) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
  const middle = (/** @type {{x: number, y: number}[]} */ [one, other]) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
  const [from, to] = [middle(before), middle(now)];
  return { factor: apart(now) / apart(before), point: to, dx: to.x - from.x, dy: to.y - from.y };
}

/** What a finger meant that was lifted here: the picture to the left or right, or away. @param {number} dx @param {number} dy @returns {"left" | "right" | "close" | null} where it comes from */
export function swipeOf(dx, dy) {
  if (Math.abs(dx) >= SWIPE_PX && Math.abs(dx) > Math.abs(dy)) return dx > 0 ? "left" : "right";
  return dy >= CLOSE_PX && dy > Math.abs(dx) * 2 ? "close" : null;
}
