/** The dialog that makes a poll. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { enqueueContent } from "../../store/pending.js";
import { closeOverlay } from "../../store/route.js";
import { Dialog } from "../../ui/dialog.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Toggle } from "../shared/toggle.js";
import { Lines } from "./lines.js";
import { MomentField } from "./moment_field.js";
import { chosenMoment } from "../shared/moments.js";
import { filled } from "./written_lines.js";

void loadStyleSheet("features/contents");

const OPTIONS_MIN = 2;
const OPTIONS_MAX = 12;
const QUESTION_CHARACTERS = 300;
const OPTION_CHARACTERS = 140;

/** @param {{place: string, question?: string}} props place: a room, or a thread of it (store/pending.js) */
export function NewPoll({ place, question = "" }) {
  const [lines, setLines] = useState(Array(OPTIONS_MIN + 1).fill(""));
  const [{ many, secret }, setKinds] = useState({ many: false, secret: false });
  const form = useForm(async (values) => {
    const poll = { ...checked(values.question, filled(lines)), many, secret, ...end(values) };
    enqueueContent(place, [poll.question, ...poll.options.map((option) => `- ${option}`)].join("\n"), { poll });
    await closeOverlay();
  });
  return html`<${Dialog} title=${t("poll.title")} kind="sheet tall">
    <form class="new-content" onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["question", "options", "date"] })}
      ${h(Field, { name: "question", label: t("poll.question"), error: form.error, maxlength: QUESTION_CHARACTERS, dir: "auto", autocomplete: "off", autofocus: true, defaultValue: question })}
      ${h(Lines, { legend: t("poll.options"), label: (/** @type {number} */ n) => t("poll.option", { n }), lines, onChange: setLines, least: OPTIONS_MIN + 1, most: OPTIONS_MAX, length: OPTION_CHARACTERS, error: form.error?.field === "options" ? form.error.message : null })}
      ${h(Toggle, { label: t("poll.many"), hint: t("poll.many_hint"), on: many, onChange: (on) => setKinds({ many: on, secret }) })}
      ${h(Toggle, { label: t("poll.secret"), hint: t("poll.secret_hint"), on: secret, onChange: (on) => setKinds({ many, secret: on }) })}
      ${h(MomentField, { label: t("poll.ends"), never: t("poll.ends_by_hand"), error: form.error })}
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("poll.submit")}</button></div>
    </form>
  <//>`;
}

/** @param {string} question @param {string[]} options */
function checked(question, options) {
  if (!question.trim()) throw wrong("question", t("poll.question_empty"));
  if (options.length < OPTIONS_MIN) throw wrong("options", t("poll.options_few"));
  if (new Set(options).size < options.length) throw wrong("options", t("poll.options_same"));
  return { question: question.trim().replace(/\s+/g, " "), options };
}

/** @param {Record<string, string>} values */
function end({ when, date }) {
  const at = chosenMoment(when, date);
  if (!at) return {};
  if (!(at.getTime() > Date.now())) throw wrong("date", t("poll.too_late"));
  return { ends_at: at.toISOString() };
}
