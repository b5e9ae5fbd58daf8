/** The invite as it is now. It is loaded again whenever the host says that it has changed. */

import { useEffect, useState } from "../../html.js";
import { get } from "../../net/api.js";
import { inviteRev } from "../../store/joining/invite.js";

/** Loads the invite, and again with each change. @returns {[any, (answer: any) => void]} null until it is there, then the answer of /api/invite, or `{problem}`; and a function that replaces it */
export function useInvite() {
  const [invite, setInvite] = useState(/** @type {any} */ (null));
  const rev = inviteRev.value;
  useEffect(() => {
    let isWanted = true;
    get("/api/invite").then(
      (answer) => isWanted && setInvite(answer),
      // Without a connection the last invite stays. It is loaded again with the next connection.
      (error) => isWanted && setInvite((/** @type {any} */ known) => known ?? { problem: error.message }),
    );
    return () => {
      isWanted = false;
    };
  }, [rev]);
  return [invite, setInvite];
}

/** Writes a PIN in two groups of three digits, as people read it out: "482 193". @param {string} pin */
export const spacedPin = (pin) => pin.replace(/(...)(?=.)/g, "$1\u2009");
