/** Explains in short steps what networks and phones do to separate devices. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";

/** What to try with the phone when nothing arrives, the most likely cause first. */
export function NetworkHelp() {
  const steps = [t("doctor.try_wifi"), t("doctor.try_address"), t("doctor.try_keep"), t("doctor.try_vpn"), t("doctor.try_other"), t("doctor.try_firewall")];
  return html`<ol class="tries">${steps.map((step, at) => html`<li key=${at}>${step}</li>`)}</ol>`;
}

/** Explains each cause with its remedies, folded. */
export function Explanations() {
  const topics = [
    [t("doctor.isolation"), t("doctor.isolation_why"), t("doctor.isolation_1"), t("doctor.isolation_2"), t("doctor.isolation_3")],
    [t("doctor.guest"), t("doctor.guest_why"), t("doctor.guest_1"), t("doctor.guest_2")],
    [t("doctor.subnet"), t("doctor.subnet_why"), t("doctor.subnet_1"), t("doctor.subnet_2")],
    [t("doctor.mobile"), t("doctor.mobile_why"), t("doctor.mobile_android"), t("doctor.mobile_iphone"), t("doctor.mobile_off")],
    [t("doctor.vpn"), t("doctor.vpn_why"), t("doctor.vpn_1"), t("doctor.vpn_iphone"), t("doctor.vpn_host")],
    [t("doctor.dns"), t("doctor.dns_why"), t("doctor.dns_1"), t("doctor.dns_android")],
    [t("doctor.local"), t("doctor.local_why"), t("doctor.local_iphone"), t("doctor.local_android"), t("doctor.local_mac")],
  ];
  return html`<section aria-labelledby="doctor-help"><h3 id="doctor-help">${t("doctor.help")}</h3>
    ${topics.map(([title, why, ...steps]) => h(Topic, { key: title, title, why, steps }))}</section>`;
}

/** @param {{title: string, why: string, steps: string[]}} props */
const Topic = ({ title, why, steps }) => html`<details class="topic"><summary>${title}</summary>
  <p>${why}</p><ol class="tries">${steps.map((step, at) => html`<li key=${at}>${step}</li>`)}</ol></details>`;
