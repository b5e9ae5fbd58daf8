/** What the office does on its computer, for the owner: one card for each subject. A new subject is a card of its own in CARDS. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { Dialog } from "../../ui/dialog.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Addresses } from "./addresses.js";
import { BackupCard } from "./backup_card.js";
import { MoveCard, StandbyCard } from "./copies_card.js";
import { Connected } from "./connected.js";
import { Days } from "./days.js";
import { DamageCard } from "./damage.js";
import { DiskCard } from "./disk.js";
import { LogCard } from "./log.js";
import { Power } from "./power.js";
import { Program } from "./program.js";
import { Retention } from "./retention.js";
import { ExchangeCard } from "./exchange_card.js";
import { Running } from "./running.js";
import { Updates } from "./updates.js";

void loadStyleSheet("features/storage");
void loadStyleSheet("features/host");

/** The numbers are asked for again after this time while the page is open, milliseconds. */
const AGAIN_MS = 15_000;
/** Each gets `host`, the answer of GET /api/host. */
const CARDS = [Connected, Days, DiskCard, BackupCard, StandbyCard, MoveCard, Addresses, Running, Updates, Power, Program, Retention, ExchangeCard, LogCard];

export function HostConsole() {
  const [{ host, problem }, setState] = useState({ host: /** @type {any} */ (null), problem: "" });
  const look = () => get("/api/host").then((found) => setState({ host: found, problem: "" }), (error) => setState((now) => ({ ...now, problem: error.message })));
  useEffect(() => {
    void look();
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<${Dialog} title=${t("host.title")} kind="host-console sheet tall">
    <p class="hint">${t("host.console_lead")}</p>
    ${h(DamageCard, null)}
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!host && !problem && html`<p class="hint" role="status">${t("form.busy")}</p>`}
    ${host && html`<div class="host-cards">${CARDS.map((card) => h(card, { key: card.name, host }))}</div>`}
  <//>`;
}
