/** Knocking: a name is enough. The office sees the same two digits, and admits or refuses. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { forget, remember } from "../../lib/tab_storage.js";
import { post } from "../../net/api.js";
import { office } from "../../store/session.js";
import { Icon } from "../../ui/parts.js";
import { Page, Submit, checkFilled, enterOffice } from "./page_frame.js";
import { Field, Problem, useForm } from "../shared/form.js";
import { NameField, atName } from "./name_field.js";

/** The storage key of the knock. A page that is loaded again goes on waiting. */
const KNOCK = "knock";
/** How often the page asks the office for its answer, milliseconds. */
const ASK_MS = 1_500;

/** @returns {{knock: string, digits: string, name: string} | null} */
function kept() {
  try {
    return JSON.parse(remember(KNOCK) || "null");
  } catch {
    return null;
  }
}

/** Whether this tab waits for the answer to a knock. */
export const isWaiting = () => kept() !== null;

/** @param {{title: string, notice: string, children?: any}} props */
export function Knock({ title, notice, children }) {
  const [waiting, setWaiting] = useState(kept);
  const [shown, setShown] = useState(notice);
  const over = (/** @type {string} */ sentence) => {
    forget(KNOCK);
    setWaiting(null);
    setShown(sentence);
  };
  const form = useForm(async ({ name }) => {
    checkFilled("name", name, t("form.name_empty"));
    const knock = await post("/api/knocks", { name });
    remember(KNOCK, JSON.stringify({ knock: knock.knock, digits: knock.digits, name: knock.name }));
    setWaiting(knock);
  });
  if (waiting) return h(Waiting, { waiting, over });
  const error = atName(form.error);
  return html`<${Page} title=${title} lead=${t("knock.lead")} notice=${shown}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["name"] })}
      ${h(NameField, { error })}
      ${h(Submit, { busy: form.busy, label: t("knock.submit") })}
    </form>
    ${children}
  <//>`;
}

/** @param {{waiting: any, over: (sentence: string) => void}} props */
function Waiting({ waiting, over }) {
  const isAway = useAnswer(waiting.knock, over);
  const withdraw = () => post("/api/knocks/withdraw", { knock: waiting.knock }).catch(() => null).then(() => over(""));
  return html`<${Page} title=${t("knock.waiting_title")} lead=${t("knock.waiting_lead", { office: office.value.name })}>
    <p class="digits" role="img" aria-label=${t("knock.digits", { digits: [...waiting.digits].join(" ") })}>${[...waiting.digits].map((digit, at) => html`<span key=${at} aria-hidden="true">${digit}</span>`)}</p>
    <p class="waiting" role="status">${h(Icon, { name: "knock", small: true })}<span>${isAway ? t("error.offline") : t("knock.waiting", { name: waiting.name })}</span></p>
    <p class="hint">${t("knock.keep_open")}</p>
    <p class="other"><button type="button" class="text-button" onClick=${withdraw}>${t("knock.withdraw")}</button></p>
  <//>`;
}

/** Asks until there is an answer. @param {string} knock @param {(sentence: string) => void} over @returns {boolean} whether the office cannot be reached */
function useAnswer(knock, over) {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let timer = 0;
    let isDone = false;
    const ask = async () => {
      clearTimeout(timer);
      const { state = "", problem = null } = await post("/api/knocks/ask", { knock }).catch((error) => ({ problem: error }));
      if (isDone) return;
      setAway(problem !== null);
      isDone = await answered(state, knock, over);
      if (!isDone) timer = setTimeout(ask, ASK_MS);
    };
    // Asks at once when a phone wakes up.
    const seen = () => document.visibilityState === "visible" && void ask();
    document.addEventListener("visibilitychange", seen);
    void ask();
    return () => {
      isDone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [knock]);
  return isAway;
}

/** @param {string} state @param {string} knock @param {(sentence: string) => void} over @returns {Promise<boolean>} whether it is over */
async function answered(state, knock, over) {
  if (state === "refused") over(t("knock.refused"));
  else if (state === "gone") over(t("knock.gone"));
  else if (state === "admitted") return enter(knock, over);
  return state === "refused" || state === "gone";
}

/** @param {string} knock @param {(sentence: string) => void} over */
async function enter(knock, over) {
  try {
    await post("/api/knocks/enter", { knock });
  } catch (error) {
    // The knock goes on waiting: for the connection, or for the page that comes now and asks whoever is signed in here.
    if (["offline", "other_person"].includes(/** @type {any} */ (error).code)) return false;
    over(/** @type {any} */ (error).message);
    return true;
  }
  forget(KNOCK);
  await enterOffice(true);
  return true;
}
