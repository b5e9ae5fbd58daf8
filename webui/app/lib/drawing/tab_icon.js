/** Draws the icon of the tab, with the number of what is new. */

const SIZE_PX = 64;
/** Colours of the design "Harbour". The icon of a tab has no light and dark variants of its own. */
const COLOURS = { plate: "#006971", mark: "#ffffff", dot: "#f8b446", number: "#3a2405" };

/** @param {number} count */
export function drawTabIcon(count) {
  const icon = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"));
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE_PX, height: SIZE_PX });
  const pen = canvas.getContext("2d");
  if (!icon || !pen) return;
  drawMark(pen);
  if (count > 0) drawCount(pen, count);
  icon.href = canvas.toDataURL();
}

/** @param {CanvasRenderingContext2D} pen */
function drawMark(pen) {
  pen.fillStyle = COLOURS.plate;
  pen.beginPath();
  pen.roundRect(0, 0, SIZE_PX, SIZE_PX, 18);
  pen.fill();
  pen.save();
  pen.scale(SIZE_PX / 24, SIZE_PX / 24);
  Object.assign(pen, { strokeStyle: COLOURS.mark, lineWidth: 1.75, lineCap: "round", lineJoin: "round" });
  pen.stroke(new Path2D("M5 13.5a7 6.5 0 1 1 3.4 4.4L4.5 19l1.1-3.2A6.3 6.3 0 0 1 5 13.5zM9 11.5h6M9 14.5h3.5"));
  pen.restore();
}

/** @param {CanvasRenderingContext2D} pen @param {number} count */
function drawCount(pen, count) {
  pen.fillStyle = COLOURS.dot;
  pen.beginPath();
  pen.arc(44, 20, 20, 0, 2 * Math.PI);
  pen.fill();
  Object.assign(pen, { fillStyle: COLOURS.number, font: "700 26px system-ui, sans-serif", textAlign: "center", textBaseline: "middle" });
  pen.fillText(count > 99 ? "99" : String(count), 44, 21);
}
