/** What a room is for, in its details: its topic, pinned line and description, and the one form that changes them and its name. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { format } from "../../lib/formatting/format.js";
import { moment } from "../../lib/time.js";
import { get, patch } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { putRoom } from "../../store/rooms.js";
import { connectionState, isAdmin, limits } from "../../store/session.js";
import { Icon } from "../../ui/parts.js";
import { Field, Problem, useForm } from "../shared/form.js";

/** The host's limits (chat/core/names.py), in code points. */
const LINE_MAX = 200;
const DESCRIPTION_MAX = 2_000;

/** @param {{room: any, mayChange: boolean, edits: boolean}} props edits: whether its form is open from the beginning */
export function RoomAbout({ room, mayChange, edits }) {
  const [details, setDetails] = useState(/** @type {any} */ (null));
  const [isEdited, setIsEdited] = useState(edits && mayChange);
  const button = useRef(/** @type {any} */ (null));
  const wasEdited = useRef(false);
  const link = connectionState.value;
  useEffect(() => {
    // Without a link only what the page knows is shown, until the link is back.
    if (!details) get(`/api/rooms/${room.id}/details`).then(setDetails, () => null);
  }, [link]);
  useLayoutEffect(() => {
    if (wasEdited.current && !isEdited) button.current?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  const edit = mayChange && !isEdited && details && html`<button type="button" class="button small" ref=${button} aria-label=${t("panel.edit_about")} onClick=${() => setIsEdited(true)}>${h(Icon, { name: "edit", small: true })}${t("action.edit")}</button>`;
  return html`<section class="about-room" aria-labelledby="panel-about">
    <h3 id="panel-about">${t("panel.about")}${edit}</h3>
    ${isEdited && details ? h(Form, { room, details, first: edits ? "topic" : "name", onSaved: setDetails, onEnd: () => setIsEdited(false) }) : h(Shown, { room, details })}
    ${details?.creator_id && html`<p class="note">${t("panel.made", { name: nameOf(details.creator_id), when: moment(details.created_at) })}</p>`}
  </section>`;
}

/** @param {{room: any, details: any}} props */
function Shown({ room, details }) {
  const told = /** @type {[string, any][]} */ ([[t("panel.topic"), room.topic], [t("room.line"), room.line && format(room.line, [], null)], [t("panel.description"), details?.description]]).filter(([, text]) => text);
  if (told.length === 0) return details && html`<p class="note">${t("panel.nothing_said")}</p>`;
  return html`<dl class="told">${told.map(([label, text]) => html`<dt key=${label}>${label}</dt><dd dir="auto">${text}</dd>`)}</dl>`;
}

/** @param {{room: any, details: any, first: string, onSaved: (details: any) => void, onEnd: () => void}} props first: the field that has the focus from the beginning */
function Form({ room, details, first, onSaved, onEnd }) {
  const mayRename = !room.home || isAdmin.value;
  const form = useForm(async (values) => {
    const held = /** @type {Record<string, string>} */ ({ name: room.name, topic: room.topic, line: room.line ?? "", description: details.description });
    const changed = Object.fromEntries(Object.entries(values).map(([field, text]) => [field, text.trim()]).filter(([field, text]) => text !== held[field]));
    if (Object.keys(changed).length > 0) putRoom((await patch(`/api/rooms/${room.id}`, changed)).room);
    if (changed.description !== undefined) onSaved({ ...details, description: changed.description });
    onEnd();
  });
  const { error } = form;
  const place = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => (place.current.elements[first] ?? place.current.elements.topic).focus(), []);
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onEnd();
  };
  return html`<form ref=${place} onSubmit=${form.submit} onKeyDown=${press} novalidate>
    ${h(Problem, { error, fields: ["name", "topic", "line"] })}
    ${mayRename && h(Field, { name: "name", label: t("newroom.name"), error, defaultValue: room.name, maxlength: limits.value.room_name, autocomplete: "off" })}
    ${h(Field, { name: "topic", label: t("panel.topic"), error, defaultValue: room.topic, maxlength: limits.value.topic, autocomplete: "off" })}
    ${h(Field, { name: "line", label: t("room.line"), hint: t("room.line_hint"), error, defaultValue: room.line ?? "", maxlength: LINE_MAX, autocomplete: "off" })}
    <div class="entry"><label for="description">${t("panel.description")}</label>
      <textarea id="description" name="description" rows="3" dir="auto" maxlength=${DESCRIPTION_MAX} defaultValue=${details.description}></textarea></div>
    <div class="answers">
      <button type="button" class="button" onClick=${onEnd}>${t("action.cancel")}</button>
      <button class="button primary" aria-busy=${String(form.busy)}>${t("action.save")}</button>
    </div>
  </form>`;
}
