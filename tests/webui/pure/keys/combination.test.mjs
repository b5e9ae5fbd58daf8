import { each, equal } from "../support/check.mjs";

export const module = "features/keys/combination.js";

const NOTHING = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, code: "", getModifierState: () => false };
const pressed = (key, ...held) => ({ ...NOTHING, key, ...Object.fromEntries(held.map((name) => [`${name}Key`, true])) });
const altGr = (key) => ({ ...pressed(key, "ctrl", "alt"), getModifierState: (name) => name === "AltGraph" });

export const tests = {
  ...each("a combination is recognised", [
    ["Mod+K", pressed("k", "ctrl")], ["Mod+K", pressed("k", "meta")], ["Mod+K", pressed("K", "ctrl")],
    ["Alt+ArrowUp", pressed("ArrowUp", "alt")], ["Alt+Shift+ArrowDown", pressed("ArrowDown", "alt", "shift")],
    ["?", pressed("?", "shift")], ["?", altGr("?")], ["Mod+/", pressed("/", "ctrl", "shift")], ["+", pressed("+")], ["+", pressed("+", "shift")],
    ["Mod++", pressed("+", "ctrl")], ["R", pressed("r")], ["R", { ...pressed("к"), code: "KeyR" }], ["Escape", pressed("Escape")],
  ], (m, combination, event) => equal(m.matches(combination, event), true)),
  ...each("another one is not", [
    ["Mod+K", pressed("k")], ["Mod+K", pressed("k", "ctrl", "alt")], ["Mod+K", pressed("k", "ctrl", "shift")], ["Alt+ArrowUp", pressed("ArrowUp", "alt", "shift")],
    ["R", pressed("r", "ctrl")], ["R", pressed("R", "shift")], ["R", { ...pressed("z"), code: "KeyR" }], ["?", pressed("?", "alt")], ["Escape", pressed("Escape", "shift")],
  ], (m, combination, event) => equal(m.matches(combination, event), false)),
  "the sheet shows each key of two combinations once": (m) => {
    equal(m.capsOf(["Alt+Shift+ArrowUp", "Alt+Shift+ArrowDown"]).slice(1), ["Shift", "↑", "↓"]);
    equal(m.capsOf(["+"]), ["+"]);
    equal(m.capsOf(["R"]), ["R"]);
  },
};
