/** The way in as it is now: asked for anew whenever the host says that it has changed. */

import { useEffect, useState } from "../../html.js";
import { get } from "../../net/api.js";
import { inviteRev } from "../../store/invite.js";

/** @returns {[any, (answer: any) => void]} null until it is there, then the answer of /api/invite, or `{problem}`; and a way to say it */
export function useInvite() {
  const [wayIn, setWayIn] = useState(/** @type {any} */ (null));
  const rev = inviteRev.value;
  useEffect(() => {
    let isWanted = true;
    get("/api/invite").then(
      (answer) => isWanted && setWayIn(answer),
      // Without a link what was last told stands; it comes anew with the link.
      (error) => isWanted && setWayIn((/** @type {any} */ known) => known ?? { problem: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [rev]);
  return [wayIn, setWayIn];
}

/** "482 193": six digits are read out in two breaths. @param {string} pin */
export const spacedPin = (pin) => pin.replace(/(...)(?=.)/g, "$1\u2009");
