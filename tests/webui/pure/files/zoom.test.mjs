import { each, equal, ok } from "../support/check.mjs";

export const module = "features/files/zoom.js";

const stage = { width: 400, height: 300 };
const picture = { width: 400, height: 200 };

export const tests = {
  "the point under the pointer stays where it is": ({ zoomAt, WHOLE }) => {
    const point = { x: 120, y: -40 };
    const view = zoomAt(zoomAt(WHOLE, 2, point), 1.5, point);
    // What lay under the pointer in the whole picture lies there still.
    ok(Math.abs(view.x + point.x * view.scale - point.x) < 1e-9 && Math.abs(view.y + point.y * view.scale - point.y) < 1e-9);
  },
  "there is an end to zooming": ({ zoomAt, MOST_SCALE, WHOLE }) => {
    equal(zoomAt(WHOLE, 1000, { x: 0, y: 0 }).scale, MOST_SCALE);
    equal(zoomAt({ scale: 2, x: 0, y: 0 }, 0.01, { x: 0, y: 0 }).scale, 1);
  },
  "a long picture is enlarged until its short side fills the stage": ({ mostScale, tapScale, zoomAt, WHOLE }) => {
    const long = { width: 300, height: 9000 };
    equal([mostScale(long), tapScale(long), mostScale({ width: 9000, height: 300 })], [30, 15, 30]);
    equal(zoomAt(WHOLE, 1000, { x: 0, y: 0 }, mostScale(long)).scale, 30);
    equal([mostScale(picture), tapScale(picture), mostScale({ width: 0, height: 0 })], [8, 2.5, 8]);
  },
  "no edge comes further in than the stage's": ({ keepInside }) => {
    equal(keepInside({ scale: 2, x: 900, y: -900 }, picture, stage), { scale: 2, x: 200, y: -50 });
    equal(keepInside({ scale: 1, x: 50, y: 50 }, picture, stage), { scale: 1, x: 0, y: 0 });
    equal(keepInside({ scale: 2, x: -10, y: 20 }, picture, stage), { scale: 2, x: -10, y: 20 });
  },
  "two fingers enlarge around their middle": ({ pinch }) => {
    equal(pinch([{ x: -10, y: 0 }, { x: 10, y: 0 }], [{ x: -20, y: 5 }, { x: 20, y: 5 }]), { factor: 2, point: { x: 0, y: 5 }, dx: 0, dy: 5 });
    ok(Number.isFinite(pinch([{ x: 0, y: 0 }, { x: 0, y: 0 }], [{ x: 3, y: 0 }, { x: 0, y: 4 }]).factor));
  },
  ...each("a swipe", [[100, 10, "left"], [-100, 10, "right"], [30, 0, null], [20, 150, "close"], [100, 150, null], [0, -200, null]], ({ swipeOf }, dx, dy, way) => equal(swipeOf(dx, dy), way)),
};
