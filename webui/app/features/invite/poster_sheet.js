/** The sheet of the poster. Every length is a part of its width, so that the preview looks like the print. */

import { h, html } from "../../html.js";
import { languageOf, list, rich, speaking, t } from "../../lib/i18n.js";
import { qrOf, wifiText } from "../../lib/qr.js";
import { brief } from "../../lib/time.js";
import { office } from "../../store/session.js";
import { Icon } from "../../ui/parts.js";
import { spacedPin } from "./invite_state.js";
import { wifiProblem } from "./poster_wifi.js";

/** ISO/IEC 18004 requires four light modules around a code. */
const QUIET = 4;

/** @param {{invite: any, link: any, wifi: any, words: import("../../lib/i18n.js").Words | null}} props words: of the language of the poster; null for that of the page */
export const PosterSheet = ({ words, ...told }) => speaking(words, () => sheet(told));

/** @param {{invite: any, link: any, wifi: any}} told */
function sheet({ invite, link, wifi }) {
  const hasWifi = wifi.name && !wifiProblem(wifi);
  const qr = link.qr ?? invite.qr;
  return html`<article class="poster-sheet" lang=${languageOf()} dir=${t("language.direction")} aria-label=${t("poster.heading")}><div class="poster-inner">
    <header><span class="mark">${h(Icon, { name: "mark" })}</span><div><p class="poster-office"><bdi>${office.value.name}</bdi></p><p>${lead(link)}</p></div></header>
    <div class=${hasWifi ? "poster-codes" : "poster-codes single"}>
      ${hasWifi && html`<section><h2><b>1</b>${t("poster.wifi")}</h2>${h(PrintCode, { qr: qrOf(wifiText(wifi)), label: t("poster.wifi_qr", { name: wifi.name }) })}
        <p class="poster-scan">${t("poster.scan")}</p><dl><dt>${t("wifi.name")}</dt><dd><bdi>${wifi.name}</bdi></dd>${wifi.security !== "nopass" && html`<dt>${t("wifi.password")}</dt><dd><code>${wifi.password}</code></dd>`}</dl></section>`}
      <section><h2>${hasWifi && html`<b>2</b>`}${t("poster.office")}</h2>${h(PrintCode, { qr, label: t("invite.qr", { address: invite.address }) })}
        <p class="poster-scan">${t("poster.scan")}<br />${t("poster.then")}</p></section>
    </div>
    <section class="poster-type"><p>${t("poster.type")}</p><p class="poster-address">${invite.address}</p>
      ${invite.pin && !link.id && html`<p class="poster-pin">${rich("join_methods.pin_is", { pin: html`<b>${spacedPin(invite.pin)}</b>` })}</p>`}
      ${link.expires_at && html`<p>${t("join.expires", { when: brief(link.expires_at) })}</p>`}</section>
    <section class="poster-keep"><h2>${h(Icon, { name: "wifi" })}${t("poster.keep")}</h2>
      <div><p><b>Android</b>${t("poster.android")}</p><p><b>iPhone</b>${t("poster.iphone")}</p></div></section>
    <footer>${t("poster.promise")}</footer>
  </div></article>`;
}

/** @param {any} link */
function lead(link) {
  if (link.rooms?.length) return t("poster.lead_rooms", { rooms: list(link.rooms) });
  return t("poster.lead_all");
}

/** @param {{qr: {size: number, path: string}, label: string}} props */
function PrintCode({ qr, label }) {
  const size = qr.size + 2 * QUIET;
  return html`<svg class="poster-qr" viewBox=${`${-QUIET} ${-QUIET} ${size} ${size}`} role="img" aria-label=${label}>
    <rect x=${-QUIET} y=${-QUIET} width=${size} height=${size} fill="#fff" /><path stroke="#000" stroke-width="1" d=${qr.path} />
  </svg>`;
}
