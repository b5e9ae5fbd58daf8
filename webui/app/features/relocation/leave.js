/**
 * Goes to another address of the office and takes along what is written here. The page can be used until the other
 * address answers, which takes seconds on a bad network. So what is written meanwhile is taken along too.
 */

import { effect } from "../../html.js";
import { Command } from "../../net/protocol.js";
import { pending, trays } from "../../store/pending.js";
import { isUp, request } from "../../sync/connection.js";
import { handover } from "../../sync/relocation.js";
import { markCarried, packPayload } from "./handover_payload.js";

/** Requests the token with which the other address continues the session once more, where there is a connection. */
export async function renewHandover() {
  const answer = isUp() ? await request(Command.SESSION_HANDOVER, {}).catch(() => null) : null;
  if (answer) Object.assign(handover, { token: answer.token, seal: answer.seal });
}

/** @param {string} origin */
export async function leave(origin) {
  await markCarried(packPayload(handover).carried, origin);
  // Each change goes there anew, which takes the place of the navigation before it.
  const go = () => {
    const { fragment, carried } = packPayload(handover);
    // It takes the place of this address in the history, which leads nowhere any more.
    location.replace(`${origin}${location.pathname}#moved=${fragment}`);
    void markCarried(carried, origin);
  };
  document.addEventListener("input", go);
  effect(() => {
    void [pending.value, trays.value];
    go();
  });
}
