/** A link for other devices: as a QR code to scan, and as text to copy. */

import { h, html, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { IconButton } from "../../ui/parts.js";
import { copySilently } from "./copy.js";

/** How long the button says that copying worked, milliseconds. */
const SAID_MS = 2_000;

/** Draws a code as the host has sent it. @param {{qr: {size: number, path: string}, label: string}} props */
export function QrCode({ qr, label }) {
  const size = qr.size + 4;
  return html`<svg class="qr" viewBox=${`-2 -2 ${size} ${size}`} role="img" aria-label=${label}>
    <rect x="-2" y="-2" width=${size} height=${size} rx="2" fill="#fff" /><path stroke="#10191d" stroke-width="1" d=${qr.path} />
  </svg>`;
}

/** The address as text, with a button to copy it. @param {{url: string, shown: string}} props shown: a shorter form that people can read out */
export function AddressField({ url, shown }) {
  const [said, setSaid] = useState("");
  const place = useRef(/** @type {any} */ (null));
  const copy = () => {
    setSaid(copySilently(url, place.current) ? t("copy.done") : t("copy.failed"));
    setTimeout(setSaid, SAID_MS, "");
  };
  return html`<div class="address" ref=${place}>
    <code>${shown}</code>
    ${h(IconButton, { icon: said ? "check" : "copy", label: t("invite.copy"), onClick: copy })}
    <span class="hidden" role="status">${said}</span>
  </div>`;
}
