/** The icons of pictures and files, in a file of their own that is loaded with the first of them. */

import { html } from "../../html.js";

const SPRITE = new URL("../../../vendor/files/icons.svg", import.meta.url).pathname;

/** @param {{name: "camera" | "download" | "file" | "image" | "left" | "mic" | "pause" | "play" | "right" | "stop" | "video" | "zoom-in" | "zoom-out", turns?: boolean}} props */
export const FileIcon = ({ name, turns = false }) => html`<svg class=${turns ? "icon turns" : "icon"} aria-hidden="true"><use href=${`${SPRITE}#${name}`} /></svg>`;
