/** Tells the host when nobody is looking any more, and that someone writes. */

import { effect } from "../html.js";
import { Command } from "../net/protocol.js";
import { link } from "../store/session.js";
import { hint } from "./connection.js";

/** A glance at another window is not being away, milliseconds. */
const AWAY_MS = 60_000;
/** While someone writes, it is said again at most this often, milliseconds: protocol.md. */
const TYPING_MS = 3_000;

let active = true;
let timer = 0;

export function startPresence() {
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") tell(true);
    else timer = setTimeout(tell, AWAY_MS, false);
  });
  // A new connection counts as active until it says otherwise.
  effect(() => {
    if (link.value === "up" && !active) hint(Command.PRESENCE_SET, { active });
  });
}

/** @param {boolean} isActive */
function tell(isActive) {
  if (isActive === active) return;
  active = isActive;
  hint(Command.PRESENCE_SET, { active });
}

let saidAt = 0;
let saidIn = "";

/** @param {string} roomId */
export function typingIn(roomId) {
  if (saidIn === roomId && Date.now() - saidAt < TYPING_MS) return;
  saidAt = Date.now();
  saidIn = roomId;
  hint(Command.TYPING_START, { room_id: roomId });
}

/** @param {string} roomId */
export function typingStopped(roomId) {
  if (saidIn !== roomId) return;
  saidIn = "";
  hint(Command.TYPING_STOP, { room_id: roomId });
}
