import { each, equal, ok } from "../support/check.mjs";

export const module = "ui/attachment_space.js";

const image = (width, height) => ({ kind: "image", width, height });
const file = { kind: "file", name: "a.zip" };
const pdf = { kind: "pdf", thumb: "/files/1/a.pdf?as=thumb" };

export const tests = {
  ...each("a frame has the picture's shape, within bounds", [
    [[1600, 1200], 21, 1.333], [[1200, 1600], 18, 0.75], [[500, 5000], 12, 0.5], [[5000, 300], 21, 4], [[32, 32], 12, 2], [[100, 160], 12, 1.2], [[40, 4000], 12, 0.5], [[1, 1], 12, 2], [[256, 128], 16, 2], [[0, 0], 21, 1.778],
  ], ({ spaceOf }, [width, height], wide, ratio) => {
    const found = spaceOf([image(width, height)]);
    equal([found.wide, Number(found.ratio.toFixed(3)), found.tall], [wide, ratio, 0]);
    ok(found.wide / found.ratio <= 24.001, "no picture is taller than a screen");
  }),
  ...each("several have a height of their own", [[2, 11.5], [3, 14.5], [4, 17], [5, 17], [20, 17]], ({ spaceOf }, count, tall) =>
    equal(spaceOf(Array.from({ length: count }, () => image(40, 4000))), { wide: 25, ratio: null, tall })),
  "rows, pages and players add up": ({ spaceOf }) => {
    equal(spaceOf([file, file]).tall, 6.5);
    equal(spaceOf([pdf]).tall, 14.5);
    equal(spaceOf([{ kind: "pdf", name: "a.pdf" }]).tall, 3.25);
    // The page is still to be made, or could not be.
    equal(spaceOf([{ kind: "file", name: "a.PDF", state: "fresh" }]).tall, 14.5);
    equal(spaceOf([{ kind: "file", name: "a.pdf", state: "failed" }]).tall, 3.25);
    equal(spaceOf([{ kind: "audio" }, file]).tall, 9.75);
    equal(spaceOf([{ kind: "voice" }, file]).tall, 7.25);
    equal(spaceOf([image(8, 8), image(8, 8), file]).tall, 14.75);
  },
  "a picture with rows below is as wide as they are": ({ spaceOf }) => equal(spaceOf([image(32, 32), file]), { wide: 21, ratio: 3.5, tall: 3.25 }),
  "what the host has not looked at yet has its place already, and what it refused has none": ({ isPicture }) => {
    ok(isPicture({ kind: "file", state: "fresh", width: 30, height: 40 }));
    ok(!isPicture({ kind: "file", state: "fresh" }));
    ok(!isPicture({ kind: "image", state: "failed", width: 30, height: 40 }));
  },
};
