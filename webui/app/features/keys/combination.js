/** Combinations of keys, written as "Mod+Shift+F": whether an event is one of them, and what is printed on their keys. Mod is Ctrl, or Cmd on a Mac. */

import { t } from "../../lib/i18n.js";

/** The parts of an event that are looked at. @typedef {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, code?: string, getModifierState?: (name: string) => boolean}} Pressed */

/** @param {string} combination @returns {{key: string, mod: boolean, alt: boolean, shift: boolean}} */
function parsed(combination) {
  const parts = combination.split("+");
  // The plus key itself: "+" and "Mod++".
  const key = combination.endsWith("+") ? "+" : /** @type {string} */ (parts.at(-1));
  return { key, mod: parts.includes("Mod"), alt: parts.includes("Alt"), shift: parts.includes("Shift") };
}

/** Letters and named keys. All others stand on different keys of different keyboards: Shift, or AltGr, may be needed to type them. */
const isSameEverywhere = (/** @type {string} */ key) => /^(?:[A-Z]|[A-Z][a-z]\w+)$/.test(key);

/** Whether an event is this combination. @param {string} combination @param {Pressed} event */
export function matches(combination, event) {
  const wanted = parsed(combination);
  const isTypedByAltGr = event.getModifierState?.("AltGraph") === true && !isSameEverywhere(wanted.key);
  const hasMod = isTypedByAltGr ? false : event.ctrlKey || event.metaKey;
  const hasAlt = isTypedByAltGr ? false : event.altKey;
  if (hasMod !== wanted.mod || hasAlt !== wanted.alt) return false;
  if (isSameEverywhere(wanted.key) && event.shiftKey !== wanted.shift) return false;
  return isKey(wanted.key, event);
}

/** On a keyboard of another script, or with Option on a Mac, a letter is known by its place. @param {string} key @param {Pressed} event */
function isKey(key, event) {
  if (event.key === key || event.key.toUpperCase() === key) return true;
  const isOtherLetter = event.key.length > 1 ? event.key === "Dead" : !/^[\x20-\x7e]$/.test(event.key);
  return /^[A-Z]$/.test(key) && isOtherLetter && event.code === `Key${key}`;
}

/** Whether this is a Mac, whose keys have other names. */
const isMac = () => /mac|iphone|ipad/i.test(navigator.platform ?? "");

/** @returns {Record<string, string>} */
const caps = () => ({
  Mod: isMac() ? "⌘" : t("keys.ctrl"), Alt: isMac() ? "⌥" : t("keys.alt"), Shift: t("keys.shift"),
  ArrowUp: "↑", ArrowDown: "↓", Enter: t("keys.enter"), Escape: t("keys.escape"), Delete: t("keys.delete_key"), PageUp: t("keys.page_up"), PageDown: t("keys.page_down"),
});

/** Returns what stands on the keys, each once: Alt, up, down for "Alt+ArrowUp" and "Alt+ArrowDown". @param {string[]} combinations */
export function capsOf(combinations) {
  const names = caps();
  const parts = combinations.flatMap((combination) => {
    const { key, mod, alt, shift } = parsed(combination);
    return [mod && "Mod", alt && "Alt", shift && "Shift", key].filter((part) => part !== false);
  });
  return [...new Set(parts)].map((part) => names[part] ?? part.toUpperCase());
}
