/** The list of commands that /help shows. */

import { html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../../ui/dialog.js";

/** @param {{commands: {name: string, takes?: () => string, says: () => string}[]}} props */
export function CommandHelp({ commands }) {
  return html`<${Dialog} title=${t("commands.title_of_list")} kind="sheet">
    <dl class="commands">${commands.map(({ name, takes, says }) => html`<div key=${name}><dt dir="ltr"><b>/${name}</b>${takes && html` <i>${takes()}</i>`}</dt><dd>${says()}</dd></div>`)}</dl>
    <p class="note">${t("commands.slash_as_text")}</p>
  <//>`;
}
