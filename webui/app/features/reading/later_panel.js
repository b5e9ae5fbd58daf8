/** What is saved for later, beside the room. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { PanelFrame } from "../shared/panel_frame.js";
import { LaterList } from "./later_list.js";

export const LaterPanel = () => html`<${PanelFrame} title=${t("later.title")} note=${t("later.only_you")}>${h(LaterList, null)}<//>`;
