/**
 * Follows the office to https. When the office has switched while this page was open over http, the page stays, says
 * so, and takes its session and its outbox along as soon as this device trusts the office.
 */

import { t } from "../../lib/i18n.js";
import { pause, wakeUp } from "../../lib/pause.js";
import { banner } from "../../store/session.js";
import { leave, renewHandover } from "./leave.js";

/** The interval between two checks, milliseconds. Each costs a handshake that a device breaks off when it does not trust the office. */
const LOOK_MS = 4_000;
/** A device that gives no answer within this time does not trust the office, milliseconds. */
const PATIENCE_MS = 8_000;

let isLooking = false;

/** Checks until the page has gone to https. */
export async function followToSecure() {
  if (isLooking) return;
  isLooking = true;
  const origin = `https://${location.host}`;
  document.addEventListener("visibilitychange", wakeUp);
  addEventListener("focus", wakeUp);
  while (isLooking && !(await isTrusted(origin))) {
    const to = encodeURIComponent(location.pathname);
    banner.value = { words: t("secure.moving"), label: t("secure.show_how"), href: `/trust?to=${to}` };
    await pause(LOOK_MS);
  }
  if (isLooking) await leaveWithNewToken(origin);
}

/** Ends the checks: the office has gone back to plain http, so this page may stay. */
export function stayHere() {
  isLooking = false;
  banner.value = null;
}

/** @param {string} origin */
async function isTrusted(origin) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return (await fetch(`${origin}/api/secure/probe`, { cache: "no-store", credentials: "omit", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} origin */
async function leaveWithNewToken(origin) {
  // The token is requested now, because the last one may be hours old.
  await renewHandover();
  await leave(origin);
}
