/** Lets somebody choose files for the tray of a room. */

import { t } from "../../lib/i18n.js";
import { whenLoaded } from "../../store/route.js";
import { toast } from "../../store/toasts.js";
import { choose } from "../shared/choose_files.js";

const uploads = () => import("./uploads.js");

/** @param {string} roomId @param {{accept?: string, capture?: boolean}} [options] capture: from the camera */
export const pickFiles = (roomId, options = {}) => choose({ multiple: !options.capture, ...options }, (files) => whenLoaded(uploads, (module) => module.addFiles(roomId, files)));

const folders = () => import("./folder.js");

/** Lets somebody choose a folder for a room. @param {string} roomId */
export const pickFolder = (roomId) =>
  choose({ isFolder: true }, (files) => {
    whenLoaded(folders, ({ chosenFolder }) => {
      const folder = chosenFolder(files);
      if (folder) whenLoaded(uploads, (module) => module.addFiles(roomId, [folder]));
      else toast(t("sending.empty"));
    });
  });

/** Whether this browser lets people choose a folder. */
export const hasFolders = () => "webkitdirectory" in HTMLInputElement.prototype;
