import { each, equal, ok } from "../support/check.mjs";

export const module = "features/voice/seeking.js";

const peaks = (load) => load("features/voice/peaks.js");
const voice = (id) => ({ id, kind: "voice" });

export const tests = {
  ...each("keys lead to places", [
    ["ArrowRight", 2_000, 7_000], ["ArrowLeft", 7_000, 2_000], ["ArrowLeft", 2_000, 0], ["ArrowUp", 0, 5_000], ["ArrowDown", 6_000, 1_000], ["PageUp", 0, 30_000], ["PageDown", 40_000, 10_000],
    ["Home", 40_000, 0], ["End", 3, 60_000], ["ArrowRight", 58_000, 60_000], ["Enter", 5, null], ["a", 5, null],
  ], ({ placeByKey }, key, at, to) => equal(placeByKey(key, at, 60_000), to)),
  "the next note of the room follows": ({ noteAfter }) => {
    const rows = [
      { id: "1", attachments: [voice("a"), { id: "x", kind: "image" }, voice("b")] }, { id: "2" }, { id: "3", deleted: true, attachments: [voice("gone")] }, { id: "4", attachments: [voice("c")] },
    ];
    const after = (id) => noteAfter(rows, id)?.file.id ?? null;
    equal(["a", "b", "c", "none"].map(after), ["b", "c", null, null]);
    equal(noteAfter(rows, "b").message.id, "4");
  },
  "a waveform has 64 numbers of the loudest parts": async (_voice, load) => {
    const { peaksOf } = await peaks(load);
    const found = peaksOf(Float32Array.from({ length: 6_400 }, (_, at) => (at < 3_200 ? -0.5 : 0.25)));
    equal(found, [...Array(32).fill(100), ...Array(32).fill(50)]);
    equal(peaksOf([]), Array(64).fill(0));
    equal(peaksOf([1]).length, 64);
    ok(peaksOf([NaN, 9, -9]).every((one) => one >= 0 && one <= 100), "bounds");
  },
  "what is quiet all along is not made loud": async (_voice, load) => ok(Math.max(...(await peaks(load)).peaksOf(Array(640).fill(0.002))) <= 10),
  ...each("bars are within the picture whatever the host says", [[undefined], [[]], [[1, 2, 3]], [Array(64).fill(1e9)], [Array(99).fill(-5)], [["x", null, {}]]], async (_voice, given, load) => {
    const bars = (await peaks(load)).barsOf(given);
    ok(bars.length === 64 && bars.every((one) => one >= 3 && one <= 32), JSON.stringify(bars));
  }),
};
