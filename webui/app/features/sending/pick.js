/** Lets somebody choose files for the tray of a room. */

import { whenLoaded } from "../../store/route.js";
import { choose } from "../shared/choose_files.js";

const uploads = () => import("./uploads.js");

/** @param {string} roomId @param {{accept?: string, capture?: boolean}} [options] capture: from the camera */
export const pickFiles = (roomId, options = {}) => choose({ multiple: !options.capture, ...options }, (files) => whenLoaded(uploads, (module) => module.addFiles(roomId, files)));
