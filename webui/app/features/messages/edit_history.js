/** What a message said before it was edited, for everyone in its room. */

import { h, html } from "../../html.js";
import { format } from "../../lib/formatting/format.js";
import { t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { heldMessage } from "../../store/timelines.js";
import { Dialog } from "../../ui/dialog.js";
import { rowsOf } from "../../ui/parts.js";
import { Problem } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useLoaded } from "../shared/use_loaded.js";

void loadStyleSheet("features/writing");

/** @typedef {{body: string, at: string}} Version */

/** @param {{message: any}} props */
export function EditHistory({ message }) {
  // An edit that arrives while this is open is one more version.
  const rev = heldMessage(message.id)?.rev ?? message.rev;
  const { found, error } = useLoaded(() => get(`/api/messages/${message.id}/history`).then(({ versions }) => /** @type {Version[]} */ (versions.toReversed())), [rev]);
  return html`<${Dialog} title=${t("history.title")} kind="sheet">
    ${h(Problem, { error, fields: [] })}
    <ol class="versions">${rowsOf(found ?? [], ({ at }) => at, (version, at) => h(Row, { version, isPresent: at === 0 }), ({ body }) => body)}</ol>
  <//>`;
}

/** @param {{version: Version, isPresent: boolean}} props */
const Row = ({ version: { body, at }, isPresent }) => html`<li>
  <p class="meta"><time datetime=${at}>${brief(at)}</time>${isPresent && html`<span>${t("history.present")}</span>`}</p>
  <div class="words" dir="auto">${format(body, [])}</div>
</li>`;
