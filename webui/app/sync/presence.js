/** Tells the host when the page is no longer looked at and when the person is typing, and asks for presence that the host does not push. */

import { effect } from "../html.js";
import { Command } from "../net/protocol.js";
import { connectionState, isActive } from "../store/session.js";
import { ASK_MOST, askPresence, presenceToAsk, whenPresenceWanted } from "../store/people.js";
import { sendHint, isUp, request } from "./connection.js";

/** A shorter look at another window does not count as away, milliseconds. */
const AWAY_MS = 60_000;
/** While someone is typing, the page says so at most this often, milliseconds (protocol.md). */
const TYPING_MS = 3_000;
/** The presence of people who come into view within this time is requested together, milliseconds. */
const SOON_MS = 300;
/** When very many people come or go at the same time, every page asks. The requests are spread over this time, milliseconds. */
const LATER_MS = 5_000, SPREAD_MS = 10_000;
/** While that goes on, the interval doubles each time, up to this factor. */
const LONGEST = 8;
/** After this much time without such a burst the interval is reset, milliseconds. */
const OVER_MS = 2 * LONGEST * (LATER_MS + SPREAD_MS);

let active = true;
let timer = 0;

/** Follows activity and visible people from now on. */
export function startPresence() {
  whenPresenceWanted(wanted);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      tell(true);
      wanted(true);
    } else timer = setTimeout(tell, AWAY_MS, false);
  });
  // A new connection counts as active until the page says otherwise.
  effect(() => {
    if (connectionState.value === "up" && !active) sendHint(Command.PRESENCE_SET, { active });
  });
}

/** @param {boolean} next */
function tell(next) {
  if (next === active) return;
  active = next;
  isActive.value = active;
  sendHint(Command.PRESENCE_SET, { active });
}

let askAt = Infinity;
let askTimer = 0;
let crowdedAt = -Infinity;
let times = 1;

/** @param {boolean} isSoon */
function wanted(isSoon) {
  if (!isSoon && askAt < Infinity) return;
  const wait = isSoon ? SOON_MS : later();
  if (Date.now() + wait >= askAt) return;
  clearTimeout(askTimer);
  askAt = Date.now() + wait;
  askTimer = setTimeout(ask, wait);
}

function later() {
  times = Date.now() - crowdedAt > OVER_MS ? 1 : Math.min(2 * times, LONGEST);
  crowdedAt = Date.now();
  return times * (LATER_MS + Math.random() * SPREAD_MS);
}

async function ask() {
  askAt = Infinity;
  const ids = presenceToAsk().slice(0, ASK_MOST);
  // A hidden page asks for nothing, and after a reconnection the host sends everything again.
  if (ids.length === 0 || document.visibilityState !== "visible" || !isUp()) return;
  const done = await askPresence(ids, whoIsThere).then(() => true, () => false);
  if (presenceToAsk().length > 0) wanted(done);
}

/** @param {string[]} ids */
const whoIsThere = async (ids) => (await request(Command.PRESENCE_ASK, { user_ids: ids })).users;

let saidAt = 0;
let saidIn = "";

/** The person is typing in a room. @param {string} roomId */
export function typingIn(roomId) {
  if (saidIn === roomId && Date.now() - saidAt < TYPING_MS) return;
  saidAt = Date.now();
  saidIn = roomId;
  sendHint(Command.TYPING_START, { room_id: roomId });
}

/** The person has stopped typing in a room. @param {string} roomId */
export function typingStopped(roomId) {
  if (saidIn !== roomId) return;
  saidIn = "";
  sendHint(Command.TYPING_STOP, { room_id: roomId });
}
