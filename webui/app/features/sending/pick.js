/** Lets somebody choose files for the tray of a place: a room, or a thread of it (store/pending.js). */

import { t } from "../../lib/i18n.js";
import { whenLoaded } from "../../store/route.js";
import { toast } from "../../store/toasts.js";
import { choose } from "../shared/choose_files.js";

const uploads = () => import("./uploads.js");

/** @param {string} place @param {{accept?: string, capture?: boolean}} [options] capture: from the camera */
export const pickFiles = (place, options = {}) => choose({ multiple: !options.capture, ...options }, (files) => whenLoaded(uploads, (module) => module.addFiles(place, files)));

const folders = () => import("./folder.js");

/** Lets somebody choose a folder for a place. @param {string} place */
export const pickFolder = (place) =>
  choose({ isFolder: true }, (files) => {
    whenLoaded(folders, ({ chosenFolder }) => {
      const folder = chosenFolder(files);
      if (folder) whenLoaded(uploads, (module) => module.addFiles(place, [folder]));
      else toast(t("sending.empty"));
    });
  });

/** Whether this browser lets people choose a folder. */
export const hasFolders = () => "webkitdirectory" in HTMLInputElement.prototype;
