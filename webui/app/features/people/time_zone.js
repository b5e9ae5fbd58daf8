/** Reports the time zone of this device once, for the local time in this person's profile. */

import { put } from "../../net/api.js";
import { owner } from "../../store/session.js";

/** Reports it when it is another one than the last time. Without storage it is reported on every visit. */
export async function reportTimeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const key = `time-zone.${owner.peek()}`;
  if (!zone || stored(key) === zone) return;
  const isTaken = await put("/api/account/time-zone", { time_zone: zone }).then(() => true, () => false);
  if (isTaken) store(key, zone);
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} zone */
function store(key, zone) {
  try {
    localStorage.setItem(key, zone);
  } catch {
    // It is reported again at the next visit.
  }
}
