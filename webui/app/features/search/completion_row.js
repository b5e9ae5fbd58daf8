/** A row that completes a query: a filter's word, a name, a day, or a kind. */

import { h, html } from "../../html.js";
import { Avatar, Icon } from "../../ui/parts.js";

/** @typedef {import("./completions.js").Option} Option */

/** @param {{option: Option}} props */
export function CompletionRow({ option: { id, kind, label, note } }) {
  return html`${kind === "person" && note === "" ? h(Avatar, { id, name: label, tiny: true }) : h(Icon, drawing(kind))}<b dir=${kind === "word" ? "ltr" : "auto"}>${label}</b>${note && html`<small>${note}</small>`}`;
}

/** @param {Option["kind"]} kind @returns {{name: string}} */
function drawing(kind) {
  if (kind === "room") return { name: "hash" };
  if (kind === "day") return { name: "clock" };
  return kind === "person" ? { name: "user" } : { name: "search" };
}
