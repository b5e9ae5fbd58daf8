/**
 * Makes QR codes in this browser, for what must not leave it. The codes for links come from the host. The Wi-Fi text
 * follows ZXing's "Barcode Contents", which the cameras of Android and iOS read.
 */

import { correction, generate, mode } from "../../vendor/lean-qr.js";

/** Escapes what ends a field, what separates fields, and the escape character itself. @param {string} text */
const escaped = (text) => text.replace(/[\\;,:"]/g, "\\$&");

/** Returns the text of a Wi-Fi code. @param {{name: string, security: string, password: string, hidden: boolean}} wifi security: "WPA" (2 and 3 too), "WEP" or "nopass" */
export function wifiText({ name, security, password, hidden }) {
  const secret = security === "nopass" ? "" : `P:${escaped(password)};`;
  return `WIFI:T:${security};S:${escaped(name)};${secret}${hidden ? "H:true;" : ""};`;
}

/** Returns a code in the same form as the answer of /api/invite. @param {string} text @returns {{size: number, path: string}} */
export function qrOf(text) {
  // Plain UTF-8 bytes without an encoding mark, as cameras expect them.
  const code = generate(mode.bytes(new TextEncoder().encode(text)), { minCorrectionLevel: correction.M });
  const rows = Array.from({ length: code.size }, (_, y) => strokes(code, y));
  return { size: code.size, path: rows.join("") };
}

/** Returns one line of modules as strokes of a path. @param {any} code @param {number} y */
function strokes(code, y) {
  let path = "";
  for (let x = 0; x < code.size; x += 1) {
    if (!code.get(x, y)) continue;
    const from = x;
    while (x < code.size && code.get(x, y)) x += 1;
    path += `M${from} ${y}.5h${x - from}`;
  }
  return path;
}
