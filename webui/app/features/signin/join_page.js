/** The join page: joining by a link's code, by the PIN or by a knock, and what to do when none of them is open. */

import { h, html, useEffect, useState } from "../../html.js";
import { listed, rich, t } from "../../lib/i18n.js";
import { brief } from "../../lib/time.js";
import { forget, remember } from "../../lib/tab_storage.js";
import { post, whoIsHere } from "../../net/api.js";
import { joinMethods, limits, office } from "../../store/session.js";
import { OtherLink, Page, Submit, checkFilled, checkPassword, fragment, enterOffice } from "./page_frame.js";
import { Field, Problem, useForm } from "../shared/form.js";
import { Knock, isWaiting } from "./knock.js";
import { NameField, atName } from "./name_field.js";

/** The storage key of the code of the join link. */
export const CODE = "join-code";
/** The storage key which says that somebody wants to join although another person is signed in here. */
export const JOINS = "joins";

/** Joins as somebody new. If another tab has signed somebody in meanwhile, the next page asks who continues. @param {string} path @param {object} body */
const postAsNew = (path, body) => post(path, body).catch((error) => {
  if (error.code === "other_person") remember(JOINS, "yes");
  throw error;
});

export function JoinPage() {
  const [code, setCode] = useState(() => remember(CODE, fragment()));
  const [dead, setDead] = useState("");
  const died = async (/** @type {string} */ sentence) => {
    forget(CODE);
    const hello = await whoIsHere().catch(() => null);
    if (hello) joinMethods.value = hello.join.ways;
    setDead(sentence);
    setCode("");
  };
  if (code && !isWaiting()) return h(ByLink, { code, died });
  return h(WithoutLink, { dead });
}

/** @param {{code: string, died: (sentence: string) => void}} props */
function ByLink({ code, died }) {
  const offer = useOffer(code, died);
  const form = useForm(async (values) => {
    checkFilled("name", values.name, t("form.name_empty"));
    checkPassword(values);
    await postAsNew("/api/join", { ...values, code }).catch((error) => {
      if (error.code === "bad_code") died(error.message);
      throw error;
    });
    forget(JOINS);
    await enterOffice(true);
  });
  const error = atName(form.error);
  return html`<${Page} title=${title()} lead=${leadFor(offer)}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["name", "password"] })}
      ${h(NameField, { error })}
      ${h(Field, { name: "password", type: "password", label: t("form.new_password"), hint: t("form.password_hint", { n: limits.value.password_min }), error, autocomplete: "new-password" })}
      ${h(Submit, { busy: form.busy, label: t("join.submit") })}
    </form>
    ${offer?.expires_at && html`<p class="other">${t("join.expires", { when: brief(offer.expires_at) })}</p>`}
    ${h(SignInstead, null)}
  <//>`;
}

/** The code is checked at once, so that nobody chooses a name and a password for a link that has expired. @param {string} code @param {(sentence: string) => void} died */
function useOffer(code, died) {
  const [offer, setOffer] = useState(/** @type {any} */ (null));
  useEffect(() => {
    post("/api/join/look", { code }).then(setOffer, (error) => error.code === "bad_code" && died(error.message));
  }, [code]);
  return offer;
}

/** @param {any} offer */
function leadFor(offer) {
  if (!offer) return t("join.lead");
  const rooms = listed(offer.rooms);
  if (offer.role === "guest") return rich("join.lead_guest", { rooms });
  return offer.rooms.length > 1 ? rich("join.lead_rooms", { rooms }) : t("join.lead");
}

/** @param {{dead: string}} props dead: why the link that was tried does not work */
function WithoutLink({ dead }) {
  const methods = joinMethods.value;
  const [knocks, setKnocks] = useState(() => isWaiting() || !methods.includes("pin"));
  const other = (/** @type {boolean} */ knock) => html`<button type="button" class="button wide-button other-way" onClick=${() => setKnocks(knock)}>${knock ? t("join.knock_instead") : t("join.pin_instead")}</button>`;
  if (isWaiting() || (knocks && methods.includes("knock"))) return html`<${Knock} title=${title()} notice=${dead}>${methods.includes("pin") && other(false)}${h(SignInstead, null)}<//>`;
  if (methods.includes("pin")) return html`<${ByPin} notice=${dead}>${methods.includes("knock") && other(true)}${h(SignInstead, null)}<//>`;
  return html`<${Page} title=${title()} lead=${methods.includes("link") ? t("join.no_code") : t("join.no_way")} notice=${dead}>${h(SignInstead, null)}<//>`;
}

/** @param {{notice: string, children?: any}} props */
function ByPin({ notice, children }) {
  const form = useForm(async (values) => {
    checkFilled("pin", values.pin, t("join.pin_empty"));
    checkFilled("name", values.name, t("form.name_empty"));
    await postAsNew("/api/join", values);
    forget(JOINS);
    await enterOffice(true);
  });
  const error = atName(form.error);
  return html`<${Page} title=${title()} lead=${t("join.pin_lead")} notice=${notice}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["pin", "name"] })}
      <div class="pin-entry">${h(Field, { name: "pin", label: t("join.pin"), hint: t("join.pin_hint"), error, inputmode: "numeric", autocomplete: "off", maxlength: 12, autofocus: true })}</div>
      ${h(NameField, { error, autofocus: false })}
      ${h(Submit, { busy: form.busy, label: t("join.submit") })}
    </form>
    ${children}
  <//>`;
}

const title = () => t("join.title", { office: office.value.name });

const SignInstead = () => h(OtherLink, { href: "/sign-in", label: t("join.sign_in") });
