/** The line that says why no messages arrive. */

import { html } from "../html.js";
import { t } from "../lib/i18n.js";
import { briefWhen } from "../lib/time.js";
import { openLazily } from "../store/route.js";
import { banner, closing, isLongDown, connectionState, me, pause, trouble } from "../store/session.js";

/** The line has a row of its own in the layout, so that it covers nothing. */
export function ConnectionStatus() {
  return html`<div role="status" class="connection">${banner.value ? Banner(banner.value) : Trouble()}</div>`;
}

const LINES = /** @type {Record<string, () => string>} */ ({
  down: () => t("link.down"),
  lost: () => t("link.lost"),
  closed: () => pauseWords(closing.value),
});

/** What is said while the office pauses. @param {{why: string, until: string | null}} pause */
function pauseWords({ why, until }) {
  if (until) return t("link.back_by", { time: briefWhen(until) });
  if (why === "sleep") return t("link.sleep");
  if (why === "shutdown") return t("link.shutdown");
  return why === "closed" ? t("link.closed") : t("link.back_soon");
}

/** What is said before it does. */
const planWords = () => (pause.value ? t("link.planned", { at: briefWhen(pause.value.at), until: briefWhen(pause.value.until) }) : "");

/** @param {{words: string, label: string, href: string}} props */
const Banner = ({ words, label, href }) =>
  html`<p class="connection-line"><i></i><span>${words} ${label && html`<a href=${href} target="_blank" rel="opener">${label}</a>`}</span></p>`;

function Trouble() {
  const words = LINES[connectionState.value]?.() ?? (trouble.value === "damaged" ? damageWords() : trouble.value ? t("host.disk_full") : planWords());
  if (!words) return null;
  const isLost = connectionState.value === "down" || connectionState.value === "lost";
  const isDamaged = !LINES[connectionState.value] && trouble.value === "damaged";
  return html`<div class="connection-line" data-trouble=${isDamaged ? "damaged" : undefined}><i></i><span>${words}</span>${isLost && isLongDown.value && Advice()}
    ${isDamaged && isOwner() && html`<button type="button" class="text-button" aria-haspopup="dialog" onClick=${openDamage}>${t("host.damaged_show")}</button>`}</div>`;
}

const isOwner = () => me.value?.role === "owner";
const damageWords = () => (isOwner() ? t("host.damaged_owner") : t("host.damaged"));
const openDamage = () => openLazily(() => import("../features/host/damage.js"), "DamageDialog");

/** What people can do themselves. Most connections come back without it, so it is folded. */
const Advice = () => html`<details><summary>${t("link.help")}</summary><p>${t("link.advice")}</p></details>`;
