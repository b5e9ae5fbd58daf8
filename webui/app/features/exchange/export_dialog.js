/** Exports one's own data, and rooms where the owner allows it: what is wanted, how far it is, and the file. */

import { h, html, useState } from "../../html.js";
import { t, told } from "../../lib/i18n.js";
import { post, remove } from "../../net/api.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { me } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { sizeText } from "../files/names.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useWatched } from "./watched.js";

void loadStyleSheet("features/exchange");

/** So many rooms can be chosen at once. */
const MOST_ROOMS = 200;

export function ExportDialog() {
  const { state, problem, ask } = useWatched("/api/export");
  const running = state?.export?.stage === "running";
  return html`<${Dialog} title=${t("exchange.export_title")} kind="exchange sheet">
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!state && !problem && html`<p class="hint" role="status">${t("form.busy")}</p>`}
    ${state?.export && h(Told, { found: state.export, onEnd: () => void ask(remove("/api/export")) })}
    ${state && !running && h(Choice, { mayRooms: state.may_export_rooms, onBegin: (wanted) => void ask(post("/api/export", wanted)) })}
  <//>`;
}

/** @param {{found: any, onEnd: () => void}} props */
function Told({ found, onEnd }) {
  if (found.stage === "running") {
    return html`<div class="exchange-running">
      <label>${t("exchange.export_running", { n: found.messages })}<progress max=${found.total || 1} value=${found.total ? Math.min(found.messages, found.total) : undefined}></progress></label>
      <button type="button" class="button" onClick=${onEnd}>${t("action.cancel")}</button>
    </div>`;
  }
  if (found.stage !== "done") return html`<p class=${found.problem ? "wrong" : "hint"} role="status">${found.problem ? told({ key: found.problem_key, values: found.problem_values, message: found.problem }) : t("exchange.cancelled")}</p>`;
  const messages = t("backup.messages", { n: found.messages });
  const files = t("backup.files", { n: found.files });
  return html`<div class="exchange-done" role="status">
    <p><bdi>${found.name}</bdi> <span class="hint">${sizeText(found.size)}</span></p>
    <p class="hint">${t("exchange.export_done", { messages, files })}</p>
    <p class="exchange-acts"><a class="button primary" href="/api/export/file" download=${found.name}>${t("exchange.download")}</a>
      <button type="button" class="button" onClick=${onEnd}>${t("exchange.remove")}</button></p>
  </div>`;
}

/** @param {{mayRooms: boolean, onBegin: (wanted: any) => void}} props */
function Choice({ mayRooms, onBegin }) {
  const [what, setWhat] = useState("mine");
  const [hasRoom, setHasRoom] = useState(false);
  const choose = (/** @type {string} */ value) => {
    setWhat(value);
    setHasRoom(false);
  };
  const look = (/** @type {any} */ event) => setHasRoom(new FormData(event.currentTarget.form).has("room"));
  const own = [...rooms.value.values()].slice(0, MOST_ROOMS);
  const isOwner = me.value.role === "owner";
  const begin = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = form.getAll("room").map(String);
    if (what === "some" && chosen.length === 0) return;
    onBegin({ what: what === "mine" ? "mine" : "rooms", ...(what === "some" && { room_ids: chosen }), form: form.get("form") ?? "lines", files: form.has("files") });
  };
  const options = [["mine", t("exchange.what_mine"), t("exchange.what_mine_hint")], ...(mayRooms ? [["all", isOwner ? t("exchange.what_office") : t("exchange.what_all"), t("exchange.what_all_hint")], ["some", t("exchange.what_some"), ""]] : [])];
  return html`<form onSubmit=${begin} class="exchange-form">
    <fieldset><legend>${t("exchange.what")}</legend>
      ${options.map(([value, label, hint]) => html`<label key=${value} class="exchange-option"><input type="radio" name="what" checked=${what === value} onChange=${() => choose(value)} /><span><b>${label}</b>${hint && html`<small>${hint}</small>`}</span></label>`)}
    </fieldset>
    ${what === "some" && html`<fieldset><legend>${t("exchange.rooms")}</legend><div class="exchange-rooms">
      ${own.map((room) => html`<label key=${room.id} class="exchange-option"><input type="checkbox" name="room" value=${room.id} onChange=${look} /><bdi>${titleOf(room)}</bdi></label>`)}</div></fieldset>`}
    ${what !== "mine" && html`<fieldset><legend>${t("exchange.form")}</legend>
      <label class="exchange-option"><input type="radio" name="form" value="lines" defaultChecked=${true} /><span><b>${t("exchange.form_lines")}</b><small>${t("exchange.form_lines_hint")}</small></span></label>
      <label class="exchange-option"><input type="radio" name="form" value="page" /><span><b>${t("exchange.form_page")}</b><small>${t("exchange.form_page_hint")}</small></span></label>
    </fieldset>`}
    <label class="exchange-option"><input type="checkbox" name="files" defaultChecked=${true} /><span><b>${t("exchange.files")}</b></span></label>
    ${!mayRooms && html`<p class="hint">${t("exchange.ask_owner")}</p>`}
    <p class="exchange-acts"><button class="button primary" disabled=${what === "some" && !hasRoom}>${t("exchange.begin_export")}</button></p>
  </form>`;
}
