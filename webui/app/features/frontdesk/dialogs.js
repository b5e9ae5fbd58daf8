/** The dialogs about front desks. They are loaded when the first is opened. */

import { loadStyleSheet } from "../shared/style_sheet.js";

export { DesksDialog } from "./desks_dialog.js";
export { PinDialog } from "./pin_dialog.js";

void loadStyleSheet("features/frontdesk");
