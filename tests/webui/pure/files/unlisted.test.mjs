import { equal } from "../support/check.mjs";

export const module = "features/storage/unlisted.js";

export const tests = {
  "what a form lists is its own": (m) => equal(m.unlisted(["a", "b"], (/** @type {string} */ id) => id, ["b", "a", "c"]), []),
  "what it doesn't list stays": (m) => equal(m.unlisted([{ room: "a" }, { room: "b" }], (/** @type {any} */ one) => one.room, ["b"]), [{ room: "a" }]),
};
