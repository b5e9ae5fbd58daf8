/** What this browser allows our page on this connection: found by asking it, never by its name. */

/** Plain http is no secure context, except on the host itself: browsers keep most of what follows from it. */
export const isSecure = () => window.isSecureContext;

/** What a person has answered a browser's question. @param {string} state the browser's own word @returns {"on" | "ask" | "refused"} */
const answerOf = (state) => (state === "granted" ? "on" : state === "denied" ? "refused" : "ask");

/** @returns {"on" | "ask" | "refused" | "insecure" | "missing"} */
export function notificationSupport() {
  if (!isSecure()) return "insecure";
  if (!("Notification" in window) || !canConstruct()) return "missing";
  return answerOf(Notification.permission);
}

let constructs = true;
let tried = false;

/**
 * Chrome on Android has the class and throws when it is used: notices come from service workers only there. Without
 * permission a notice is not shown, so it can be tried; with permission nothing needs to be.
 */
function canConstruct() {
  if (tried || Notification.permission === "granted") return constructs;
  tried = true;
  try {
    new Notification("").close();
  } catch {
    constructs = false;
  }
  return constructs;
}

/** A notice was refused after all. */
export function notificationsFail() {
  tried = true;
  constructs = false;
}

export const hasSound = () => "AudioContext" in window;

/** @returns {"works" | "older_way" | "missing"} older_way: what features/shared/copy.js does */
export function clipboardSupport() {
  if (isSecure() && navigator.clipboard) return "works";
  return document.queryCommandSupported?.("copy") ? "older_way" : "missing";
}

/** @returns {"works" | "insecure" | "missing"} */
export function wakeLockSupport() {
  if ("wakeLock" in navigator) return "works";
  return isSecure() ? "missing" : "insecure";
}

/** @returns {Promise<"on" | "ask" | "refused" | "none" | "insecure" | "missing">} none: the device has no microphone */
export async function microphoneSupport() {
  if (!navigator.mediaDevices?.getUserMedia) return isSecure() ? "missing" : "insecure";
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  if (!devices.some((device) => device.kind === "audioinput")) return "none";
  return answerOf(await permission("microphone"));
}

/** @param {string} name */
async function permission(name) {
  try {
    return (await navigator.permissions.query({ name: /** @type {any} */ (name) })).state;
  } catch {
    return "prompt";
  }
}

/** @returns {"on" | "works" | "menu" | "insecure"} on: this is the installed app; menu: by the browser's menu, if it has it */
export function installSupport() {
  if (matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone) return "on";
  if (!isSecure()) return "insecure";
  return "onbeforeinstallprompt" in window ? "works" : "menu";
}
