/** The QR code in full screen, for the host's window on the wall of a meeting room. */

import { h, html, useEffect } from "../../html.js";
import { rich, t } from "../../lib/i18n.js";
import { closeOverlay, openOverlay, overlays } from "../../store/route.js";
import { office } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { IconButton } from "../../ui/parts.js";
import { spacedPin, useInvite } from "./invite_state.js";

/** ISO/IEC 18004 requires four light modules around a code. */
const QUIET = 4;

/** Asks for full screen first: requested later, it would lie over the dialog. Where the browser refuses it, the window is enough. */
export async function showFullscreenCode() {
  await document.documentElement.requestFullscreen?.().catch(() => null);
  openOverlay(BigCode);
}

function BigCode() {
  const [invite] = useInvite();
  useEffect(leaveTogether, []);
  return html`<${Dialog} title=${t("big.title")} kind="big" bare>
    ${h(IconButton, { class: "close-big", icon: "x", label: t("action.close"), onClick: closeOverlay })}
    ${invite?.problem && html`<p role="alert">${invite.problem}</p>`}
    ${invite?.qr && h(Big, { invite })}
  <//>`;
}

/** @param {{invite: any}} props */
function Big({ invite }) {
  const size = invite.qr.size + 2 * QUIET;
  return html`<h2><bdi>${office.value.name}</bdi></h2>
    <svg class="big-qr" viewBox=${`${-QUIET} ${-QUIET} ${size} ${size}`} role="img" aria-label=${t("invite.qr", { address: invite.address })}>
      <rect x=${-QUIET} y=${-QUIET} width=${size} height=${size} fill="#fff" /><path stroke="#000" stroke-width="1" d=${invite.qr.path} />
    </svg>
    <p class="big-address" role="status">${invite.address}</p>
    ${invite.pin && html`<p class="big-pin-line">${rich("join_methods.pin_is", { pin: html`<b>${spacedPin(invite.pin)}</b>` })}</p>`}`;
}

/** Esc leaves full screen without an event to the dialog, so the dialog closes with full screen, and the other way round. */
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
