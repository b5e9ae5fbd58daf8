/** Tells a key that writes something from one that acts. */

/** Whether a key writes a character. A space is none: it scrolls, and presses buttons. @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, getModifierState?: (name: string) => boolean}} event */
export function isTyped(event) {
  // Windows reports AltGr, with which many keyboards write "@", as Ctrl and Alt together.
  const acts = event.ctrlKey || event.metaKey || event.altKey;
  return [...event.key].length === 1 && event.key !== " " && (!acts || Boolean(event.getModifierState?.("AltGraph")));
}
