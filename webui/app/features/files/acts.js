/** Opens and copies attachments. The modules that do so are loaded with their first use. */

import { whenLoaded } from "../../store/route.js";

const copying = () => import("./copy_picture.js");

/** Copies a picture. @param {any} attachment */
export const copyPicture = (attachment) => whenLoaded(copying, (module) => module.copyPicture(attachment));

const viewer = () => import("./viewer.js");
const text = () => import("./text_preview.js");

/** Shows a picture or a video large. @param {any} message that has it @param {any} attachment */
export const openViewer = (message, attachment) => whenLoaded(viewer, (module) => module.openViewer(message, attachment));

/** Shows the beginning of a text. @param {any} attachment */
export const openText = (attachment) => whenLoaded(text, (module) => module.openText(attachment));
