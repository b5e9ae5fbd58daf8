/** What takes space on the host: the disk, the largest files, and rooms and people by the bytes of their files. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { me } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Gauge } from "./gauge.js";
import { LargestFiles } from "./largest_files.js";
import { FileRule } from "./rule.js";
import { PeopleShares, RoomShares } from "./shares.js";

void loadStyleSheet("features/files");
void loadStyleSheet("features/storage");

export function StorageDialog() {
  const [{ space, problem }, setState] = useState({ space: /** @type {any} */ (null), problem: "" });
  const isOwner = me.value.role === "owner";
  const look = () => get("/api/storage").then((found) => setState({ space: found, problem: "" }), (error) => setState((now) => ({ ...now, problem: error.message })));
  useEffect(() => void look(), []);
  return html`<${Dialog} title=${t("storage.title")} kind="storage sheet tall">
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!space && !problem && html`<p class="hint" role="status">${t("files.loading")}</p>`}
    ${space && html`${h(Gauge, { space })}
      ${h(LargestFiles, { files: space.largest, onDeleted: isOwner ? look : undefined })}
      ${isOwner && h(FileRule, null)}
      ${h(RoomShares, { rooms: space.rooms })}
      ${h(PeopleShares, { people: space.people })}`}
  <//>`;
}
