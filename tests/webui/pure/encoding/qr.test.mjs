import { each, equal } from "../support/check.mjs";

export const module = "lib/qr.js";

const WIFI = { name: "Harbour", security: "WPA", password: "four loud herons", hidden: false };

const TEXTS = [
  ["as it is", {}, "WIFI:T:WPA;S:Harbour;P:four loud herons;;"],
  ["hidden", { hidden: true }, "WIFI:T:WPA;S:Harbour;P:four loud herons;H:true;;"],
  ["open", { security: "nopass" }, "WIFI:T:nopass;S:Harbour;;"],
  ["marks in the name", { name: 'a;b:c,d"e\\f' }, 'WIFI:T:WPA;S:a\\;b\\:c\\,d\\"e\\\\f;P:four loud herons;;'],
  ["marks in the password", { password: ';:,"\\;' }, 'WIFI:T:WPA;S:Harbour;P:\\;\\:\\,\\"\\\\\\;;;'],
  ["other alphabets", { name: "Café Zürich 🍜" }, "WIFI:T:WPA;S:Café Zürich 🍜;P:four loud herons;;"],
];

export const tests = each("the text of a Wi-Fi escapes what would end a field", TEXTS, ({ wifiText }, _name, changed, text) =>
  equal(wifiText({ ...WIFI, ...changed }), text));
