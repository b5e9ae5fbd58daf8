/** The code as large as the screen: for the host's window on the wall of a meeting room. */

import { h, html, useEffect } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { closeOverlay, openOverlay, overlays } from "../../store/route.js";
import { office } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { IconButton } from "../../ui/parts.js";
import { spacedPin, useInvite } from "./invite_state.js";

/** ISO/IEC 18004 asks for four light modules around a code. */
const QUIET = 4;

/** The whole screen first: asked for later, it would lie over the dialog. Where the window does not give it, the window will do. */
export async function showFullscreenCode() {
  await document.documentElement.requestFullscreen?.().catch(() => null);
  openOverlay(BigCode);
}

function BigCode() {
  const [wayIn] = useInvite();
  useEffect(leaveTogether, []);
  return html`<${Dialog} title=${t("big.title")} kind="big" bare>
    ${h(IconButton, { class: "close-big", icon: "x", label: t("action.close"), onClick: closeOverlay })}
    ${wayIn?.problem && html`<p role="alert">${wayIn.problem}</p>`}
    ${wayIn?.qr && h(Big, { wayIn })}
  <//>`;
}

/** @param {{wayIn: any}} props */
function Big({ wayIn }) {
  const size = wayIn.qr.size + 2 * QUIET;
  return html`<h2><bdi>${office.value.name}</bdi></h2>
    <svg class="big-qr" viewBox=${`${-QUIET} ${-QUIET} ${size} ${size}`} role="img" aria-label=${t("invite.qr", { address: wayIn.address })}>
      <rect x=${-QUIET} y=${-QUIET} width=${size} height=${size} fill="#fff" /><path stroke="#000" stroke-width="1" d=${wayIn.qr.path} />
    </svg>
    <p class="big-address" role="status">${wayIn.address}</p>
    ${wayIn.pin && html`<p class="big-pin-line">${t("join.pin")} <b>${spacedPin(wayIn.pin)}</b></p>`}`;
}

/** Esc leaves the whole screen without a word to the page: then the code goes too; and the other way round. */
function leaveTogether() {
  const depth = overlays.peek().length;
  const changed = () => {
    if (!document.fullscreenElement && overlays.peek().length >= depth) void closeOverlay();
  };
  document.addEventListener("fullscreenchange", changed);
  return () => {
    document.removeEventListener("fullscreenchange", changed);
    if (document.fullscreenElement) void document.exitFullscreen();
  };
}
