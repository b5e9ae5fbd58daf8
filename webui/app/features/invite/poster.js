/** The poster, a page to print on A4: QR codes for the Wi-Fi and the office, and the address for people who type it. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { rooms } from "../../store/rooms.js";
import { isAdmin, languages, office } from "../../store/session.js";
import { inviteRev } from "../../store/joining/invite.js";
import { Icon } from "../../ui/parts.js";
import { PosterSheet } from "./poster_sheet.js";
import { LanguageOptions } from "../shared/language_options.js";
import { useWords } from "../shared/printing.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { useInvite } from "./invite_state.js";
import { WifiForm, storedWifi } from "./poster_wifi.js";

void loadStyleSheet("poster");

export function Poster() {
  const [invite] = useInvite();
  const link = useLink();
  const [wifi, setWifi] = useState(storedWifi);
  const [chosen, setChosen] = useState("");
  const language = chosen || (office.value.language ?? "en");
  const words = useWords(language);
  useEffect(() => {
    document.title = t("poster.title", { office: office.value.name });
  }, []);
  if (!isAdmin.value) return h(NotHere, { sentence: t("poster.admins_only") });
  const problem = invite?.problem ?? link?.problem;
  if (problem) return h(NotHere, { sentence: problem });
  return html`<main class="poster-page">
    <div class="poster-side">
      <a class="back-link" href="/">${h(Icon, { name: "back", small: true, turns: true })}${t("poster.back")}</a>
      <h1>${t("poster.heading")}</h1>
      <p class="hint">${t("poster.lead")}</p>
      <div class="entry"><label for="poster_language">${t("poster.language")}</label>
        <select id="poster_language" value=${language} onChange=${(/** @type {any} */ event) => setChosen(event.currentTarget.value)}>${h(LanguageOptions, { languages: languages.value })}</select></div>
      ${h(WifiForm, { wifi, setWifi })}
      <button type="button" class="button primary wide-button" disabled=${words === undefined} onClick=${() => print()}>${h(Icon, { name: "print", small: true })}${t("poster.print")}</button>
    </div>
    ${invite && link && words !== undefined && h(PosterSheet, { invite, link, wifi, words })}
  </main>`;
}

/** @param {{sentence: string}} props */
const NotHere = ({ sentence }) => html`<main class="empty"><h1>${t("poster.heading")}</h1><p role="alert">${sentence}</p><a class="button" href="/">${t("poster.back")}</a></main>`;

/** The named link that the address asks for, or the office's own invite. @returns {any} null until it is known */
function useLink() {
  const wanted = new URLSearchParams(location.search).get("link");
  const [link, setLink] = useState(/** @type {any} */ (wanted ? null : {}));
  useEffect(() => {
    if (wanted) find(wanted).then(setLink, (error) => setLink({ problem: error.message }));
  }, [wanted, inviteRev.value]);
  return link;
}

/** @param {string} id */
async function find(id) {
  const found = (await get("/api/invites")).invites.find((/** @type {any} */ invite) => invite.id === id);
  if (!found) return { problem: t("poster.link_gone") };
  return { ...found, rooms: found.room_ids.map((/** @type {string} */ room) => rooms.peek().get(room)?.name).filter(Boolean).sort() };
}
