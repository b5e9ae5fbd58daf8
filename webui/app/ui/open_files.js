/** Opens the files of a room beside it. The module itself is loaded with its first use. */

import { openBeside } from "../store/side_panel.js";

const panel = () => import("../features/files/room/files_panel.js");

/** @param {string} roomId */
export const openFiles = (roomId) => openBeside(panel, "FilesPanel", { id: roomId }, { room: roomId });
