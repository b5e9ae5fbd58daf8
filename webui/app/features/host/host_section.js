/** The section of the owner's settings that leads to the page about the host. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { openLazily } from "../../store/route.js";
import { Heading, Icon } from "../../ui/parts.js";

const load = () => import("./console.js");

export const HostSection = () => html`<section class="card-section host-section">${h(Heading, { level: 2 }, t("host.title"))}
  <p class="hint">${t("host.lead")}</p>
  <button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "HostConsole")}>${h(Icon, { name: "monitor", small: true })}${t("host.show")}</button>
</section>`;
