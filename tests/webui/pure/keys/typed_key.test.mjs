import { each, equal } from "../support/check.mjs";

export const module = "lib/typing/typed_key.js";

const KEYS = [
  ["a", {}, true], ["É", {}, true], ["م", {}, true], ["/", {}, true], ["A", { shiftKey: true }, true], [" ", {}, false], ["Enter", {}, false], ["F5", {}, false],
  ["a", { ctrlKey: true }, false], ["a", { altKey: true }, false], ["a", { metaKey: true }, false], ["Dead", {}, false],
  ["@", { ctrlKey: true, altKey: true, getModifierState: (name) => name === "AltGraph" }, true],
];

export const tests = each("a key writes", KEYS, ({ isTyped }, key, held, writes) =>
  equal(isTyped({ key, ctrlKey: false, metaKey: false, altKey: false, ...held }), writes));
