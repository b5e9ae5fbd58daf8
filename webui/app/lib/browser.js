/** What this browser allows our page on this connection. Each feature is detected; browser names are never used. */

/** Plain http is not a secure context, except on the host itself. Browsers restrict most of the following to secure contexts. */
export const isSecure = () => window.isSecureContext;

/** Translates the browser's word for a permission. @param {string} state the browser's own word @returns {"on" | "ask" | "refused"} */
const answerOf = (state) => (state === "granted" ? "on" : state === "denied" ? "refused" : "ask");

/** Whether system notifications work. @returns {"on" | "ask" | "refused" | "insecure" | "missing"} */
export function notificationSupport() {
  if (!isSecure()) return "insecure";
  if (!("Notification" in window) || !canConstruct()) return "missing";
  return answerOf(Notification.permission);
}

let constructs = true;
let tried = false;

/**
 * Tries whether a notification can be constructed. Chrome on Android has the class but throws, because it allows
 * notifications from service workers only. Without permission nothing is shown, so trying is harmless; with permission
 * it is not needed.
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

/** Notes that a notification was refused after all. */
export function notificationsFail() {
  tried = true;
  constructs = false;
}

/** Whether the browser can play generated sound. */
export const hasSound = () => "AudioContext" in window;

/** Whether copying works. @returns {"works" | "older_way" | "missing"} older_way: what features/shared/copy.js does */
export function clipboardSupport() {
  if (isSecure() && navigator.clipboard) return "works";
  return document.queryCommandSupported?.("copy") ? "older_way" : "missing";
}

/** Whether the page can keep the screen on. @returns {"works" | "insecure" | "missing"} */
export function wakeLockSupport() {
  if ("wakeLock" in navigator) return "works";
  return isSecure() ? "missing" : "insecure";
}

/** Whether the microphone can be used. @returns {Promise<"on" | "ask" | "refused" | "none" | "insecure" | "missing">} none: the device has no microphone */
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

/** Whether the page can be installed as an app. @returns {"on" | "works" | "menu" | "insecure"} on: this is the installed app; menu: by the browser's menu, if it has it */
export function installSupport() {
  if (matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone) return "on";
  if (!isSecure()) return "insecure";
  return "onbeforeinstallprompt" in window ? "works" : "menu";
}
